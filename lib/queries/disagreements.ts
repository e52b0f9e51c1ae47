import { z } from "zod";
import type { DisagreementDto } from "#lib/api/dto/disagreements.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { rows } from "./database.ts";
import { evidence, instant } from "./decode.ts";
import { inForce, type Moment } from "./moment.ts";
import { visibleAccounts } from "./visible.ts";

const columns = `
  d.uid, d.account_id as "accountId", coalesce(a.name, d.account_id) as "accountName", d.region,
  d.control_id as "controlId", d.resource_id as "resourceId", d.opened_at as since, d.verdict, d.evidence,
  d.detector_control as "detectorControl", d.detector_region as "detectorRegion",
  d.detector_title as "detectorTitle", d.detector_evidence as "detectorEvidence", d.finding_uid as "findingUid"`;

const accountName = (moment: Moment) =>
  `left join account a on a.id = d.account_id and ${inForce("a", moment)}`;

const row = z
  .object({
    uid: z.string(),
    accountId: z.string(),
    accountName: z.string(),
    region: z.string(),
    controlId: z.string(),
    resourceId: z.string(),
    since: instant,
    verdict: z.enum(["pass", "fail"]),
    evidence,
    detectorControl: z.string(),
    detectorRegion: z.string(),
    detectorTitle: z.string(),
    detectorEvidence: evidence,
    findingUid: z.string(),
  })
  .transform(
    ({ accountId, accountName: name, ...rest }): DisagreementDto => ({
      ...rest,
      account: { id: accountId, name },
    }),
  );

/** So many of a control are shown on its page; the list of findings pages through all. */
export const disagreementsShown = 50;

/** Where Security Hub and one control disagree, the longest standing first. */
export async function listDisagreements(
  viewer: Viewer,
  moment: Moment,
  controlId: string,
): Promise<DisagreementDto[]> {
  const found = await rows(
    `select ${columns} from disagreement d ${accountName(moment)}
     where d.control_id = $1 and ${inForce("d", moment)} and ($2::text[] is null or d.account_id = any($2))
     order by d.opened_at, d.uid limit ${disagreementsShown}`,
    [controlId, visibleAccounts(viewer)],
  );
  return found.map((each) => row.parse(each));
}

/** Who contradicts one finding. */
export async function listContradictions(moment: Moment, findingUid: string): Promise<DisagreementDto[]> {
  const found = await rows(
    `select ${columns} from disagreement d ${accountName(moment)}
     where d.finding_uid = $1 and ${inForce("d", moment)} order by d.control_id, d.detector_control`,
    [findingUid],
  );
  return found.map((each) => row.parse(each));
}

const countRow = z.object({ controlId: z.string(), count: z.number() });

/** How many disagreements stand, by control of ours. */
export async function countDisagreements(
  viewer: Viewer,
  moment: Moment,
): Promise<ReadonlyMap<string, number>> {
  const found = await rows(
    `select d.control_id as "controlId", count(*)::int as count from disagreement d
     where ${inForce("d", moment)} and ($1::text[] is null or d.account_id = any($1)) group by 1`,
    [visibleAccounts(viewer)],
  );
  return new Map(found.map((each) => countRow.parse(each)).map(({ controlId, count }) => [controlId, count]));
}
