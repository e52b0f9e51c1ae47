import { evaluateAccount } from "#lib/evaluate/evaluate.ts";
import { organizationKinds } from "#lib/inventory/kinds.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import { mergeFindings } from "#lib/store/findings.ts";
import { putMetricPoints } from "#lib/store/metric-points.ts";
import type { Pool } from "#lib/store/pool.ts";
import { mergeTallies } from "#lib/store/tallies.ts";
import { accountPoints } from "./account-metrics.ts";

export interface AccountJudgement {
  readonly accountId: string;
  readonly managementAccountId: string;
  readonly asOf: Date;
  readonly regions: readonly string[];
}

/** Evaluates every control on what is known of one account and stores findings and tallies that changed. */
export async function judgeAccount(
  pool: Pool,
  { accountId, managementAccountId, asOf, regions }: AccountJudgement,
): Promise<{ readonly opened: number; readonly resolved: number }> {
  const [own, organization] = await Promise.all([
    loadEvidence(pool, accountId, asOf),
    loadEvidence(pool, managementAccountId, asOf, organizationKinds),
  ]);
  const evaluation = evaluateAccount({ accountId, asOf, regions, ...own, organization });
  const changes = await mergeFindings(pool, {
    asOf,
    findings: evaluation.findings,
    resolve: () => ({ by: "judged", accountId, judged: evaluation.judged }),
  });
  await mergeTallies(pool, { accountId, asOf, rows: evaluation.tallies });
  const coverage = [
    ...own.coverage.map((row) => ({ ...row, accountId })),
    ...organization.coverage.map((row) => ({ ...row, accountId: managementAccountId })),
  ];
  const { tallies } = evaluation;
  const measured = accountPoints({ accountId, managementAccountId, asOf, regions, tallies, coverage });
  await putMetricPoints(pool, asOf, measured);
  return changes;
}
