import {
  type AccessKeyMetadata,
  GetAccessKeyLastUsedCommand,
  IAMClient,
  paginateListAccessKeys,
} from "@aws-sdk/client-iam";
import { day, distinct, need } from "#collectors/runtime/decode.ts";
import { factRead, type ReadContext } from "#collectors/runtime/define.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

/** The credential report has columns for this many keys of a user and only counts the others. */
const keysInReport = 2;

/** IAM says so of a key that was never used. */
const never = "N/A";

type LastUsed = NonNullable<PayloadOf<"iam.access-key">["lastUsed"]>;

const gone = ["NoSuchEntity", "NoSuchEntityException"];

/** Undefined for a key that was deleted since it was listed. */
async function lastUsedOf(
  context: ReadContext<"iam.user">,
  AccessKeyId: string,
): Promise<LastUsed | undefined> {
  const answer = await context.absent(gone, () =>
    context.client(IAMClient).send(new GetAccessKeyLastUsedCommand({ AccessKeyId })),
  );
  if (answer === undefined) return undefined;
  const used = need(answer.AccessKeyLastUsed, "GetAccessKeyLastUsed AccessKeyLastUsed");
  return {
    on: day(used.LastUsedDate),
    service: used.ServiceName === never ? null : (used.ServiceName ?? null),
    region: used.Region === never ? null : (used.Region ?? null),
  };
}

/** All keys of all users, also the third and later ones, which the credential report leaves out. */
export const accessKeys = factRead({
  yields: ["iam.access-key"],
  operations: ["iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"],
  needs: ["iam.user"],
  async *collect(context) {
    const client = context.client(IAMClient);
    const ofUsers = context.each(
      context.needed("iam.user"),
      { resourceId: (user) => user.resourceId, gone },
      async ({ resourceId: userArn, payload }) => {
        const listed: AccessKeyMetadata[] = [];
        for await (const page of paginateListAccessKeys(
          { client, pageSize: 1_000 },
          { UserName: payload.name },
        ))
          listed.push(...(page.AccessKeyMetadata ?? []));
        const keys = distinct(listed, ({ AccessKeyId }) => AccessKeyId);
        const facts = [];
        for (const key of keys) {
          const keyId = need(key.AccessKeyId, "ListAccessKeys AccessKeyMetadata.AccessKeyId");
          const lastUsed = keys.length > keysInReport ? await lastUsedOf(context, keyId) : null;
          if (lastUsed === undefined) continue;
          facts.push({
            kind: "iam.access-key" as const,
            resourceId: `${userArn}/access-key/${keyId}`,
            payload: {
              keyId,
              userArn,
              active: need(key.Status, "ListAccessKeys AccessKeyMetadata.Status") === "Active",
              createdOn: need(day(key.CreateDate), "ListAccessKeys AccessKeyMetadata.CreateDate"),
              lastUsed,
            },
          });
        }
        return facts;
      },
    );
    for await (const facts of ofUsers) yield* facts;
  },
});
