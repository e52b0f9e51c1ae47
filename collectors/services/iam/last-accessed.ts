import {
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  type GetServiceLastAccessedDetailsResponse,
  IAMClient,
  type ServiceLastAccessed,
} from "@aws-sdk/client-iam";
import { need } from "#collectors/runtime/decode.ts";
import { factRead, type ReadContext } from "#collectors/runtime/define.ts";
import { decodeServices } from "./decode-last-accessed.ts";
import { untilReady } from "./poll.ts";

/** IAM gave up the report. */
class ReportFailed extends Error {
  override readonly name = "ReportFailed";
}

/** Service-linked roles are AWS's own: nobody grants or takes their permissions. */
const serviceLinked = "/aws-service-role/";

async function whenMade(
  context: ReadContext<"iam.user" | "iam.role">,
  JobId: string,
  Arn: string,
): Promise<GetServiceLastAccessedDetailsResponse> {
  const client = context.client(IAMClient);
  return untilReady(
    async () => {
      const page = await client.send(new GetServiceLastAccessedDetailsCommand({ JobId, MaxItems: 1_000 }));
      if (page.JobStatus === "FAILED")
        throw new ReportFailed(`${page.Error?.Code ?? "no code"}: ${page.Error?.Message ?? "no message"}`);
      return page.JobStatus === "COMPLETED" ? page : undefined;
    },
    { what: `The last-accessed report of ${Arn}`, signal: context.signal },
  );
}

/**
 * What every customer role and user may use, and when it last did. A job belongs to the credential that made it:
 * another's gets NoSuchEntity, so that each report is made and fetched within this one read.
 */
export const lastAccessed = factRead({
  yields: ["iam.last-accessed"],
  operations: ["iam:GenerateServiceLastAccessedDetails", "iam:GetServiceLastAccessedDetails"],
  needs: ["iam.user", "iam.role"],
  // IAM itself lags by about four hours, and what counts is 90 days of use.
  renewAfterHours: 20,
  async *collect(context) {
    const client = context.client(IAMClient);
    const principals = [
      ...context.needed("iam.user").map((user) => user.resourceId),
      ...context
        .needed("iam.role")
        .filter((role) => !role.payload.path.startsWith(serviceLinked))
        .map((role) => role.resourceId),
    ];
    const reports = context.each(principals, { resourceId: (arn) => arn }, async (Arn) => {
      // Here the principal is gone; said of a job, the same code means that it was lost, and nothing was seen.
      const made = await context.absent(["NoSuchEntity", "NoSuchEntityException"], () =>
        client.send(new GenerateServiceLastAccessedDetailsCommand({ Arn, Granularity: "ACTION_LEVEL" })),
      );
      if (made === undefined) return undefined;
      const job = need(made.JobId, "GenerateServiceLastAccessedDetails JobId");
      const services: ServiceLastAccessed[] = [];
      // This operation has no paginator, since its first pages say only that there is nothing yet.
      let page = await whenMade(context, job, Arn);
      services.push(...(page.ServicesLastAccessed ?? []));
      while (page.IsTruncated === true) {
        const Marker = need(page.Marker, "GetServiceLastAccessedDetails Marker");
        page = await client.send(
          new GetServiceLastAccessedDetailsCommand({ JobId: job, MaxItems: 1_000, Marker }),
        );
        services.push(...(page.ServicesLastAccessed ?? []));
      }
      return {
        kind: "iam.last-accessed" as const,
        resourceId: Arn,
        payload: { principalArn: Arn, services: decodeServices(services) },
      };
    });
    for await (const report of reports) if (report !== undefined) yield report;
  },
});
