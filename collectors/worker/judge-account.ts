import { evaluateAccount } from "#lib/evaluate/evaluate.ts";
import { ExceptionIndex } from "#lib/evaluate/exceptions.ts";
import { ownFacts } from "#lib/evaluate/own-evidence.ts";
import type { ControlTally, Evaluation, EvaluationInput } from "#lib/evaluate/types.ts";
import { ofKind, organizationKinds } from "#lib/inventory/kinds.ts";
import type { Settings } from "#lib/inventory/own.ts";
import { type Evidence, loadEvidence } from "#lib/store/evidence.ts";
import { listExceptionsInForce } from "#lib/store/exceptions.ts";
import { reviseExceptions } from "#lib/store/finding-exceptions.ts";
import { type FindingChanges, mergeFindings } from "#lib/store/findings.ts";
import type { Pool } from "#lib/store/pool.ts";
import { mergeTallies } from "#lib/store/tallies.ts";
import { controlsAt, judgedKinds } from "./judged-controls.ts";
import { loadFindingRecords, loadOwnEvidence } from "./own-evidence.ts";

export interface AccountJudgement {
  readonly accountId: string;
  readonly managementAccountId: string;
  readonly asOf: Date;
  readonly regions: readonly string[];
  readonly settings: Settings;
}

export type Changes = Pick<FindingChanges, "opened" | "resolved">;

export const idsAt = (moment: keyof typeof controlsAt) => controlsAt[moment].map(({ id }) => id);

interface Collected {
  readonly own: Evidence;
  readonly organization: Evidence;
}

async function loadCollected(
  pool: Pool,
  { accountId, managementAccountId, asOf }: AccountJudgement,
): Promise<Collected> {
  const [own, organization] = await Promise.all([
    loadEvidence(pool, accountId, asOf),
    loadEvidence(pool, managementAccountId, asOf, organizationKinds),
  ]);
  return { own, organization };
}

export function inputOf(
  { accountId, asOf, regions }: AccountJudgement,
  { own, organization }: Collected,
  ours: ReturnType<typeof ownFacts>,
): EvaluationInput {
  return {
    accountId,
    asOf,
    regions,
    facts: [...own.facts, ...ours.facts],
    coverage: [...own.coverage, ...ours.coverage],
    organization: {
      facts: [...organization.facts, ...ours.organization.facts],
      coverage: [...organization.coverage, ...ours.organization.coverage],
    },
  };
}

/**
 * Evaluates the controls on what is known of one account, those over our own findings last, and stores findings
 * and tallies that changed. What rests on other detectors' findings waits for `judgeDetections`.
 */
export async function judgeAccount(pool: Pool, account: AccountJudgement): Promise<Changes> {
  const { accountId, asOf, regions, settings } = account;
  const [collected, exceptions, evidence] = await Promise.all([
    loadCollected(pool, account),
    listExceptionsInForce(pool, asOf),
    loadOwnEvidence(pool, asOf, settings),
  ]);
  const { own, organization } = collected;
  const known = { accountId, asOf, regions, coverage: own.coverage };
  const input = { ...inputOf(account, collected, ownFacts(known, evidence, judgedKinds)), exceptions };
  const first = evaluateAccount(input, controlsAt.account);
  const changes = await storeFindings(pool, account, first);
  const records = await loadFindingRecords(pool, account);
  const afterwards = ownFacts(known, { ...evidence, ...records }, []);
  const second = evaluateAccount({ ...known, exceptions, ...afterwards }, controlsAt.findings);
  const more = await storeFindings(pool, account, second);

  const covering = new ExceptionIndex({
    accountId,
    exceptions,
    ouPath: ofKind(organization.facts, "organizations.account").find((each) => each.resourceId === accountId)
      ?.payload.ouPath,
    tagged: ofKind(own.facts, "tag.resource"),
  });
  await reviseExceptions(pool, account, (finding) => covering.covering(finding));
  await storeTallies(pool, account, [...first.tallies, ...second.tallies], idsAt("detectors"));
  return { opened: changes.opened + more.opened, resolved: changes.resolved + more.resolved };
}

export function storeFindings(
  pool: Pool,
  { accountId, asOf }: AccountJudgement,
  { findings, judged }: Evaluation,
): Promise<FindingChanges> {
  return mergeFindings(pool, { asOf, findings, resolve: () => ({ by: "judged", accountId, judged }) });
}

export function storeTallies(
  pool: Pool,
  { accountId, asOf }: AccountJudgement,
  rows: readonly ControlTally[],
  keep: readonly string[],
): Promise<number> {
  return mergeTallies(pool, { accountId, asOf, rows, keep });
}
