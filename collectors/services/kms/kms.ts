import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  paginateListAliases,
  paginateListKeys,
} from "@aws-sdk/client-kms";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead, type ReadContext } from "#collectors/runtime/define.ts";
import { awsManagedKeyIds, decodeKey, rotates } from "./decode.ts";

/**
 * https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html allows 500 a second of the lists,
 * 1,000 and more of the others; this is far below, for applications need the same keys.
 */
const budgets = { "*": { rate: 50, burst: 100 } };

const emptyWithout = ["AWS::KMS::Key"];
const gone = ["NotFoundException"];

async function aliasesOf(context: ReadContext) {
  const client = context.client(KMSClient);
  const aliases = [];
  for await (const page of paginateListAliases({ client, pageSize: 100 }, {}))
    aliases.push(...(page.Aliases ?? []));
  return aliases;
}

const keys = factRead({
  yields: ["kms.key"],
  operations: ["kms:ListKeys", "kms:ListAliases", "kms:DescribeKey"],
  emptyWithout,
  async *collect(context) {
    const client = context.client(KMSClient);
    const aliases = await aliasesOf(context);
    // The aliases name the keys that AWS manages: they need no call each.
    const awsManaged = awsManagedKeyIds(aliases);
    const listed = [];
    for await (const page of paginateListKeys({ client, pageSize: 1_000 }, {}))
      listed.push(
        ...(page.Keys ?? []).filter(({ KeyId }) => !awsManaged.has(need(KeyId, "ListKeys Keys.KeyId"))),
      );
    const described = context.each(
      listed,
      { resourceId: (key) => key.KeyArn ?? "", gone },
      async ({ KeyId }) => {
        const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
        return need(KeyMetadata, "DescribeKey KeyMetadata");
      },
    );
    for await (const metadata of described) {
      if (metadata.KeyManager === "AWS") continue;
      const names = aliases.filter((alias) => alias.TargetKeyId === metadata.KeyId);
      yield {
        kind: "kms.key",
        resourceId: need(metadata.Arn, "KeyMetadata.Arn"),
        payload: decodeKey(metadata, sorted(names.map((alias) => alias.AliasName))),
      };
    }
  },
});

const rotation = factRead({
  yields: ["kms.key-rotation"],
  operations: ["kms:GetKeyRotationStatus"],
  needs: ["kms.key"],
  emptyWithout,
  async *collect(context) {
    const client = context.client(KMSClient);
    const rotating = context.needed("kms.key").filter(({ payload }) => rotates(payload));
    yield* context.each(
      rotating,
      { resourceId: (key) => key.resourceId, gone },
      async ({ resourceId, payload }) => {
        const answer = await client.send(new GetKeyRotationStatusCommand({ KeyId: payload.id }));
        const enabled = need(answer.KeyRotationEnabled, "GetKeyRotationStatus KeyRotationEnabled");
        return {
          kind: "kms.key-rotation" as const,
          resourceId,
          payload: { enabled, periodDays: answer.RotationPeriodInDays ?? null },
        };
      },
    );
  },
});

const policy = factRead({
  yields: ["kms.key-policy"],
  operations: ["kms:GetKeyPolicy"],
  needs: ["kms.key"],
  emptyWithout,
  async *collect(context) {
    const client = context.client(KMSClient);
    yield* context.each(
      context.needed("kms.key"),
      { resourceId: (key) => key.resourceId, gone },
      async ({ resourceId, payload }) => {
        const answer = await client.send(
          new GetKeyPolicyCommand({ KeyId: payload.id, PolicyName: "default" }),
        );
        return {
          kind: "kms.key-policy" as const,
          resourceId,
          payload: { document: need(answer.Policy, "GetKeyPolicy Policy") },
        };
      },
    );
  },
});

export const kms = defineCollector({
  service: "kms",
  scope: "regional",
  budgets,
  reads: [keys, rotation, policy],
});
