import type { PrincipalDto, ServiceUseDto } from "#lib/api/dto/metrics.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { isOlderThan } from "#lib/controls/days.ts";
import { Undecidable } from "#lib/controls/define.ts";
import { principals } from "#lib/controls/permissions.ts";
import { measureInput } from "#lib/evaluate/measure-input.ts";
import type { MeasureInput } from "#lib/metrics/measurement.ts";
import { utilizationWindowDays } from "#lib/metrics/permission-utilization.ts";
import { rightSizedFor } from "#lib/metrics/right-sized.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import { withDatabase } from "./database.ts";
import { getFreshness } from "./freshness.ts";
import { getMeasurement } from "./measurement-rows.ts";
import type { Moment } from "./moment.ts";
import { visibleAccounts } from "./visible.ts";

const arnShape = /^arn:[a-z-]+:iam::(\d{12}):(?:role|user)\/(?:.*\/)?([^/]+)$/;

/**
 * A user or role with what it uses, and the policy it could do with, worked out from the facts in force; null where
 * there is none that the viewer may see.
 */
export async function getPrincipal(
  viewer: Viewer,
  moment: Moment,
  arn: string,
): Promise<PrincipalDto | null> {
  const [, accountId, name] = arnShape.exec(arn) ?? [];
  if (accountId === undefined || name === undefined) return null;
  const visible = visibleAccounts(viewer);
  if (visible !== null && !visible.includes(accountId)) return null;
  const [freshness, measurement] = await Promise.all([
    getFreshness(viewer, moment),
    getMeasurement("permission-utilization", accountId, arn, moment),
  ]);
  if (measurement === null) return null;
  const asOf = freshness.lastRunAt === null ? moment.at : new Date(freshness.lastRunAt);
  const facts = await factsAbout(accountId, arn, moment, asOf);
  return {
    freshness,
    measurement,
    name,
    services: servicesOf(facts, arn),
    ...rightSizedOf(facts, arn),
  };
}

/** What its policies and its use are known by: nothing of other principals. */
async function factsAbout(accountId: string, arn: string, moment: Moment, asOf: Date): Promise<MeasureInput> {
  const [policies, own] = await withDatabase((pool) =>
    Promise.all([
      loadEvidence(pool, accountId, moment.at, ["iam.policy", "iam.group"]),
      loadEvidence(pool, accountId, moment.at, ["iam.role", "iam.user", "iam.last-accessed"], {
        resourcePrefix: arn,
      }),
    ]),
  );
  const nothing = { facts: [], coverage: [] };
  const facts = [...policies.facts, ...own.facts];
  return measureInput({ accountId, asOf, regions: [], facts, coverage: [], organization: nothing }, nothing);
}

function servicesOf(facts: MeasureInput, arn: string): ServiceUseDto[] {
  const services = facts.one("iam.last-accessed", arn)?.payload.services ?? [];
  const isRecent = (day: string | null) =>
    day !== null && !isOlderThan(day, utilizationWindowDays, facts.asOf);
  return services
    .map(({ namespace, lastOn, actions }) => ({
      namespace,
      lastOn,
      tracked: actions?.length ?? null,
      used: actions === null ? null : actions.filter((action) => isRecent(action.lastOn)).length,
    }))
    .sort((a, b) => (b.lastOn ?? "").localeCompare(a.lastOn ?? "") || a.namespace.localeCompare(b.namespace));
}

function rightSizedOf(facts: MeasureInput, arn: string): Pick<PrincipalDto, "rightSized" | "undecided"> {
  const subject = principals(facts).find(({ resourceId }) => resourceId === arn);
  if (subject === undefined)
    return { rightSized: null, undecided: "The principal is not among the facts that were read." };
  try {
    const { documents, ...rest } = rightSizedFor(facts, subject, facts.asOf);
    const texts = documents.map((document) => JSON.stringify(document, null, 2));
    return { rightSized: { documents: texts, ...rest }, undecided: null };
  } catch (error) {
    if (error instanceof Undecidable) return { rightSized: null, undecided: error.message };
    throw error;
  }
}
