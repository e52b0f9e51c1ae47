import { z } from "zod";
import type { CorroborationDto, SecondOpinionDto } from "#lib/api/dto/disagreements.ts";
import type { FindingRowDto } from "#lib/api/dto/findings.ts";
import { type DetectorPair, pairsOf, pairsOfDetector } from "#lib/controls/detector-pairs.ts";
import { detectorNames, sameResource } from "#lib/evaluate/same-resource.ts";
import { rows } from "./database.ts";
import { instant } from "./decode.ts";
import { listContradictions } from "./disagreements.ts";
import { inForce, type Moment } from "./moment.ts";

const candidate = z.object({
  findingUid: z.string(),
  control: z.string(),
  region: z.string(),
  resourceId: z.string(),
  title: z.string(),
  openedAt: instant,
});
type Candidate = z.infer<typeof candidate>;

const columns = `
  f.uid as "findingUid", f.region, f.resource_id as "resourceId", f.title, f.opened_at as "openedAt"`;

/** What Security Hub says of a finding of ours, or our controls of one of its own; null where nothing is compared. */
export async function getSecondOpinion(
  moment: Moment,
  finding: FindingRowDto,
  detectorControl: string | null,
): Promise<SecondOpinionDto | null> {
  const ours = finding.source === "postern";
  const pairs = ours
    ? pairsOf(finding.controlId ?? "")
    : finding.source === "security-hub" && detectorControl !== null
      ? pairsOfDetector(detectorControl)
      : [];
  if (pairs.length === 0) return null;
  const comparedWith = pairs.map((pair) => (ours ? pair.detectorControl : pair.control));
  if (finding.status === "resolved") return { comparedWith, corroborations: [], disagreements: [] };
  const [disagreements, candidates] = await Promise.all([
    listContradictions(moment, finding.uid),
    ours ? listHubFindings(moment, finding, pairs) : listOwnFindings(moment, finding, pairs),
  ]);
  const corroborations = pairs
    .filter(({ compares }) => compares !== "passes")
    .flatMap((pair) => candidates.flatMap((each) => agreementOf(finding, each, pair) ?? []));
  return { comparedWith, corroborations, disagreements };
}

function agreementOf(
  finding: FindingRowDto,
  other: Candidate,
  pair: DetectorPair,
): CorroborationDto | undefined {
  const named = finding.source === "postern" ? pair.detectorControl : pair.control;
  if (other.control !== named || !sameResource(finding, other, pair.subject)) return undefined;
  const { findingUid, region, title, openedAt } = other;
  const [, since = openedAt] = [openedAt, finding.openedAt].sort();
  return { findingUid, region, title, since, detectorControl: pair.detectorControl, controlId: pair.control };
}

async function listHubFindings(
  moment: Moment,
  finding: FindingRowDto,
  pairs: readonly DetectorPair[],
): Promise<Candidate[]> {
  const names = pairs.flatMap(({ subject }) => detectorNames(finding, finding.account.id, subject));
  const found = await rows(
    `select ${columns}, f.detector_control as control from finding f
     where f.account_id = $1 and f.resource_id = any($2) and f.detector_control = any($3)
       and f.source = 'security-hub' and ${inForce("f", moment)} order by f.opened_at, f.uid limit 100`,
    [finding.account.id, [...new Set(names)], pairs.map(({ detectorControl }) => detectorControl)],
  );
  return found.map((each) => candidate.parse(each));
}

async function listOwnFindings(
  moment: Moment,
  finding: FindingRowDto,
  pairs: readonly DetectorPair[],
): Promise<Candidate[]> {
  const { id } = finding.account;
  const names = [finding.resourceId, `account/${id}`, `arn:aws:iam::${id}:root`, `region/${finding.region}`];
  const found = await rows(
    `select ${columns}, f.control_id as control from finding f
     where f.account_id = $1 and f.resource_id = any($2) and f.control_id = any($3)
       and f.source = 'postern' and ${inForce("f", moment)} order by f.opened_at, f.uid limit 100`,
    [id, names, pairs.map(({ control }) => control)],
  );
  return found.map((each) => candidate.parse(each));
}
