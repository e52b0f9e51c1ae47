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
import { causes, evidence, instant, severity } from "./decode.ts";
import { accountName, decodeFindingRow, findingColumns } from "./finding-rows.ts";
import { getFreshness } from "./freshness.ts";
import { getSecondOpinion } from "./second-opinion.ts";
import { visibleAccounts } from "./visible.ts";

const detail = z.object({
  evidence,
  detectedAt: instant.nullable(),
  firstObservedAt: instant.nullable(),
});

const detectorControlRow = z.object({ detectorControl: z.string().nullable() });

const version = z.object({
  validFrom: instant,
  validTo: instant.nullable(),
  ended: z.enum(["changed", "resolved", "departed"]).nullable(),
  severity,
  summary: z.string(),
  exceptionId: z.string().nullable(),
});

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
export async function getFinding(viewer: Viewer, uid: string): Promise<FindingDto | null> {
  if (!z.guid().safeParse(uid).success) return null;
  const visible = visibleAccounts(viewer);
  const [latest] = await rows(
    `select ${findingColumns}, f.evidence, f.detected_at as "detectedAt",
       f.first_observed_at as "firstObservedAt", f.detector_control as "detectorControl"
     from finding f ${accountName}
     where f.uid = $1 and ($2::text[] is null or f.account_id = any($2)) order by f.valid_to desc limit 1`,
    [uid, visible],
  );
  if (latest === undefined) return null;
  const finding = { ...decodeFindingRow(latest), ...detail.parse(latest) };
  const control = finding.controlId === null ? undefined : controlById(finding.controlId);
  const accountId = finding.account.id;
  const { exceptionId, status } = finding;
  const { detectorControl } = detectorControlRow.parse(latest);
  const [freshness, history, fact, evidenceLost, exception, secondOpinion] = await Promise.all([
    getFreshness(viewer),
    rows(
      `select f.valid_from as "validFrom", nullif(f.valid_to, 'infinity') as "validTo", f.ended, f.severity,
         f.evidence->>'summary' as summary, f.exception_id as "exceptionId"
       from finding f where f.uid = $1 order by f.valid_from desc`,
      [uid],
    ),
    control === undefined ? null : getFact(accountId, finding.region, finding.resourceId, control),
    control === undefined || status === "resolved" ? [] : listLost(accountId, control.id, finding.region),
    exceptionId === null || status !== "excepted" ? null : getHolder(exceptionId),
    getSecondOpinion(finding, detectorControl),
  ]);
  return {
    freshness,
    finding,
    fact,
    exception,
    evidenceLost,
    secondOpinion,
    control: control === undefined ? null : describe(control, finding),
    history: history.map((each) => version.parse(each)),
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

/** The newest version of the fact under the finding's resource, of a kind that its control rests on. */
async function getFact(
  accountId: string,
  region: string,
  resourceId: string,
  control: Control,
): Promise<FindingDto["fact"]> {
  const kinds = [control.subject, ...control.reads];
  const [first] = await rows(
    `select f.kind, f.payload, f.valid_from as "seenSince", c.confirmed_at as "confirmedAt",
       c.run_id::text as "runId"
     from fact f
     left join coverage c on c.account_id = f.account_id and c.region = f.region and c.kind = f.kind
       and c.valid_to = 'infinity'
     where f.account_id = $1 and f.kind = any($2) and f.region in ($3, 'global') and f.resource_id = $4
     order by f.valid_to desc, array_position($2, f.kind) limit 1`,
    [accountId, kinds, region, resourceId],
  );
  return first === undefined ? null : factRow.parse(first);
}

/** Why the control could not be judged there at the last run, so that the finding is only what was last known. */
async function listLost(accountId: string, controlId: string, region: string): Promise<CauseDto[]> {
  const [first] = await rows(
    "select causes from tally where scope_id = $1 and control_id = $2 and valid_to = 'infinity'",
    [accountId, controlId],
  );
  if (first === undefined) return [];
  const all = z.object({ causes }).parse(first).causes;
  return all.filter((cause) => cause.region === region || cause.region === "global");
}
