import { z } from "zod";
import type { CauseDto } from "#lib/api/dto/common.ts";
import type { FindingDto } from "#lib/api/dto/findings.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import type { Control } from "#lib/controls/define.ts";
import { controlById } from "#lib/controls/registry.ts";
import { remediationFor } from "#lib/evaluate/remediation.ts";
import type { Evidence } from "#lib/inventory/findings.ts";
import { mappingsOf } from "./control-rows.ts";
import { rows } from "./database.ts";
import { causes, evidence, instant } from "./decode.ts";
import { getDriftStanding } from "./drift-rows.ts";
import { splitHistory, version } from "./finding-history.ts";
import { accountName, decodeFindingRow, findingColumns } from "./finding-rows.ts";
import { getFreshness } from "./freshness.ts";
import { inForce, known, type Moment } from "./moment.ts";
import { getSecondOpinion } from "./second-opinion.ts";
import { visibleAccounts } from "./visible.ts";

const detail = z.object({
  evidence,
  detectedAt: instant.nullable(),
  firstObservedAt: instant.nullable(),
});

const detectorControlRow = z.object({ detectorControl: z.string().nullable() });

const holder = z.object({
  id: z.string(),
  owner: z.string(),
  approver: z.string(),
  reason: z.string(),
  endsAt: instant,
});

const factRow = z.object({
  kind: z.string(),
  payload: z.unknown(),
  seenSince: instant,
  confirmedAt: instant.nullable(),
  runId: z.string().nullable(),
});

/** One finding with its evidence, the fact behind it, its fix and its history; null where there is none. */
export async function getFinding(viewer: Viewer, moment: Moment, uid: string): Promise<FindingDto | null> {
  if (!z.guid().safeParse(uid).success) return null;
  const visible = visibleAccounts(viewer);
  const [latest] = await rows(
    `select ${findingColumns(moment)}, f.evidence, f.detected_at as "detectedAt",
       f.first_observed_at as "firstObservedAt", f.detector_control as "detectorControl"
     from finding f ${accountName(moment)}
     where f.uid = $1 and ($2::text[] is null or f.account_id = any($2)) and ${known("f.valid_from", moment)}
     order by f.valid_to desc limit 1`,
    [uid, visible],
  );
  if (latest === undefined) return null;
  const finding = { ...decodeFindingRow(latest), ...detail.parse(latest) };
  const control = finding.controlId === null ? undefined : controlById(finding.controlId);
  const accountId = finding.account.id;
  const { exceptionId, status } = finding;
  const { detectorControl } = detectorControlRow.parse(latest);
  const [freshness, versions, fact, evidenceLost, exception, secondOpinion, drift] = await Promise.all([
    getFreshness(viewer, moment),
    rows(
      `select f.valid_from as "validFrom", nullif(f.valid_to, 'infinity') as "validTo", f.ended, f.severity,
         f.evidence->>'summary' as summary, f.exception_id as "exceptionId"
       from finding f where f.uid = $1 order by f.valid_from desc`,
      [uid],
    ),
    control === undefined ? null : getFact(moment, accountId, finding.region, finding.resourceId, control),
    control === undefined || status === "resolved"
      ? []
      : listLost(moment, accountId, control.id, finding.region),
    exceptionId === null || status !== "excepted" ? null : getHolder(exceptionId),
    getSecondOpinion(moment, finding, detectorControl),
    status === "open" && finding.source === "postern" ? getDriftStanding(moment, uid) : null,
  ]);
  return {
    freshness,
    finding,
    fact,
    exception,
    evidenceLost,
    secondOpinion,
    drift,
    control: control === undefined ? null : describe(control, finding),
    ...splitHistory(
      versions.map((each) => version.parse(each)),
      moment,
    ),
  };
}

function describe(
  control: Control,
  finding: { account: { id: string }; region: string; resourceId: string; evidence: Evidence },
): FindingDto["control"] {
  const place = {
    accountId: finding.account.id,
    region: finding.region,
    resourceId: finding.resourceId,
    evidence: finding.evidence,
  };
  return {
    id: control.id,
    title: control.title,
    rationale: control.rationale,
    remediation: remediationFor(control, place),
    mappings: mappingsOf(control),
    runbook: control.runbook ?? null,
  };
}

/** The exception that holds a finding: who sees the one may see the other. */
async function getHolder(id: string): Promise<FindingDto["exception"]> {
  const [first] = await rows(
    `select id, owner, approver, reason, ends_at as "endsAt" from exception where id = $1`,
    [id],
  );
  return first === undefined ? null : holder.parse(first);
}

/** The newest version then of the fact under the finding's resource, of a kind that its control rests on. */
async function getFact(
  moment: Moment,
  accountId: string,
  region: string,
  resourceId: string,
  control: Control,
): Promise<FindingDto["fact"]> {
  const kinds = [control.subject, ...control.reads];
  // Every run that sees the same moves the instant of confirmation: where that lies ahead, the last run before did.
  const confirmed = known("c.confirmed_at", moment);
  // And what nobody confirmed is ended in hindsight, when it went stale: then it was still the last that was seen.
  const told = moment.isPast ? known("c.valid_from", moment) : inForce("c", moment);
  const [first] = await rows(
    `select f.kind, f.payload, f.valid_from as "seenSince",
       case when ${confirmed} then c.confirmed_at else earlier.as_of end as "confirmedAt",
       (case when ${confirmed} then c.run_id else earlier.id end)::text as "runId"
     from fact f
     left join lateral (
       select c.* from coverage c
       where c.account_id = f.account_id and c.region = f.region and c.kind = f.kind and ${told}
       order by c.valid_to desc limit 1
     ) c on true
     left join lateral (
       select r.id, r.as_of from run_task k join run r on r.id = k.run_id
       where k.target = c.account_id and k.state in ('complete', 'partial') and r.purpose = 'collect'
         and r.as_of >= c.valid_from and ${known("r.as_of", moment)}
       order by k.run_id desc limit 1
     ) earlier on not (${confirmed})
     where f.account_id = $1 and f.kind = any($2) and f.region in ($3, 'global') and f.resource_id = $4
       and ${known("f.valid_from", moment)}
     order by f.valid_to desc, array_position($2, f.kind) limit 1`,
    [accountId, kinds, region, resourceId],
  );
  return first === undefined ? null : factRow.parse(first);
}

/** Why the control could not be judged there at the last run, so that the finding is only what was last known. */
async function listLost(
  moment: Moment,
  accountId: string,
  controlId: string,
  region: string,
): Promise<CauseDto[]> {
  const [first] = await rows(
    `select t.causes from tally t where t.scope_id = $1 and t.control_id = $2 and ${inForce("t", moment)}`,
    [accountId, controlId],
  );
  if (first === undefined) return [];
  const all = z.object({ causes }).parse(first).causes;
  return all.filter((cause) => cause.region === region || cause.region === "global");
}
