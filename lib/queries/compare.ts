import { type AsOf, parseMoment } from "#lib/api/as-of.ts";
import { type ChangeKind, type CompareFilter, comparedDays } from "#lib/api/compare-filter.ts";
import type { TallyDto } from "#lib/api/dto/common.ts";
import type { ChangesByControlDto, ChangesDto, CompareDto, RecentChangesDto } from "#lib/api/dto/compare.ts";
import { dayOf, daysAfter } from "#lib/api/input-fields.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { pillars } from "#lib/controls/define.ts";
import { controlById } from "#lib/controls/registry.ts";
import type { Severity } from "#lib/inventory/findings.ts";
import { measuredMetrics } from "#lib/metrics/measurement.ts";
import {
  type ChangeGroup,
  countCameAndWent,
  countChanges,
  listChanges,
  type Span,
} from "./changed-findings.ts";
import { rows } from "./database.ts";
import { tally } from "./decode.ts";
import { getFreshness } from "./freshness.ts";
import { getScopePoints, type ScopePoints, sumAccountPoints } from "./headlines.ts";
import { findMetricScope, type MetricScope } from "./metric-scope.ts";
import { inForce, type Moment, past } from "./moment.ts";
import {
  getFirstRun,
  listAccountChanges,
  listControlChanges,
  listEvidenceChanges,
  listTargetChanges,
} from "./scope-changes.ts";
import { visibleAccounts } from "./visible.ts";

/** Where a comparison begins that nobody gave a beginning: `comparedDays` before, but not before the first run. */
async function usualStart(to: Moment): Promise<AsOf> {
  const day = daysAfter(dayOf(to.at), -comparedDays);
  const usual = parseMoment("from", day, to.at) ?? { text: day, at: new Date(day) };
  const first = await getFirstRun({ to });
  return first === null || first <= usual.at ? usual : { text: first.toISOString(), at: first };
}

/**
 * What changed between two moments in the Organization, a unit or an account, or of one control there. An account
 * belongs to a unit that it was in at either moment, so that one that moved is compared with itself. Null where there
 * is no such scope or control, or none that the viewer may see.
 */
export async function compareMoments(
  viewer: Viewer,
  moment: Moment,
  filter: CompareFilter,
): Promise<CompareDto | null> {
  const control = filter.control === null ? null : controlById(filter.control);
  if (control === undefined) return null;
  const to = filter.to === null ? moment : past(filter.to.at);
  const start = filter.from ?? (await usualStart(to));
  const from = past(start.at);
  const [fromFreshness, toFreshness, scopeThen, scopeNow] = await Promise.all([
    getFreshness(viewer, from),
    getFreshness(viewer, to),
    findMetricScope(viewer, from, filter),
    findMetricScope(viewer, to, filter),
  ]);
  const scopes = { from: scopeThen, to: scopeNow };
  const scope = scopeNow ?? scopeThen;
  if (scope === null && (filter.unit !== null || filter.account !== null)) return null;
  const head = {
    from: { asOf: start.text, freshness: fromFreshness },
    to: { asOf: filter.to?.text ?? (moment.isPast ? moment.at.toISOString() : null), freshness: toFreshness },
    scope: scope?.scope ?? null,
    control: control === null ? null : { id: control.id, title: control.title },
  };
  if (scope === null || fromFreshness.lastRunAt === null) return { ...head, changes: null };
  const span = { from, to, accounts: accountsOf(scopes), control: filter.control };
  return { ...head, changes: await getChanges(span, scopes, filter) };
}

interface Scopes {
  readonly from: MetricScope | null;
  readonly to: MetricScope | null;
}

/** The accounts that are compared; null for all of the Organization. */
function accountsOf({ from, to }: Scopes): readonly string[] | null {
  const isAll = (side: MetricScope | null) =>
    side === null || (side.isWhole && side.scope.kind === "organization");
  if (isAll(from) && isAll(to)) return null;
  return [...new Set([...(from?.accounts ?? []), ...(to?.accounts ?? [])])];
}

async function getChanges(span: Span, scopes: Scopes, filter: CompareFilter): Promise<ChangesDto> {
  const [groups, cameAndWent, page, evidenceLost, evidenceRegained, accounts, controls, targets, points] =
    await Promise.all([
      countChanges(span),
      countCameAndWent(span),
      listChanges(span, filter),
      listEvidenceChanges(span, "lost"),
      listEvidenceChanges(span, "regained"),
      listAccountChanges(span),
      listControlChanges(span),
      listTargetChanges(span),
      Promise.all([pointsOf(scopes.from, span.from), pointsOf(scopes.to, span.to)]),
    ]);
  const [then, now] = points;
  const latest = (name: string) => ({ from: then?.latest[name] ?? null, to: now?.latest[name] ?? null });
  return {
    bySeverity: bySeverity(groups),
    byControl: byControl(groups),
    cameAndWent,
    ...page,
    evidenceLost,
    evidenceRegained,
    accounts,
    controls,
    targets,
    score: latest("score"),
    pillars: pillars.map((pillar) => ({ pillar, ...latest(`score.${pillar}`) })),
    measures: measuredMetrics.map((metric) => ({
      metric,
      from: then?.measured[metric] ?? null,
      to: now?.measured[metric] ?? null,
    })),
    tally:
      span.control === null
        ? null
        : {
            from: await getTally(span.control, scopes.from, span.from),
            to: await getTally(span.control, scopes.to, span.to),
          },
  };
}

/** The scope's points of the newest day at or before the moment. */
async function pointsOf(scope: MetricScope | null, moment: Moment): Promise<ScopePoints | null> {
  if (scope === null) return null;
  const alone = scope.isWhole || scope.scope.kind === "account";
  return alone ? getScopePoints(moment, scope.scope.id) : sumAccountPoints(moment, scope.accounts);
}

async function getTally(
  control: string,
  scope: MetricScope | null,
  moment: Moment,
): Promise<TallyDto | null> {
  const [first] = await rows(
    `select sum(t.passed)::int as passed, sum(t.failed)::int as failed, sum(t.unknown)::int as unknown,
       sum(t.not_applicable)::int as "notApplicable", sum(t.excepted)::int as excepted
     from tally t where t.control_id = $1 and t.scope_id = any($2) and ${inForce("t", moment)} having count(*) > 0`,
    [control, scope?.accounts ?? []],
  );
  return first === undefined ? null : tally.parse(first);
}

const noCounts = (): Record<ChangeKind, number> => ({
  new: 0,
  regressed: 0,
  reopened: 0,
  fixed: 0,
  excepted: 0,
  departed: 0,
});

function bySeverity(groups: readonly ChangeGroup[]): ChangesDto["bySeverity"] {
  const none = (): Record<Severity, number> => ({
    informational: 0,
    low: 0,
    medium: 0,
    high: 0,
    critical: 0,
  });
  const sums = {
    new: none(),
    regressed: none(),
    reopened: none(),
    fixed: none(),
    excepted: none(),
    departed: none(),
  };
  for (const { change, severity, count } of groups) sums[change][severity] += count;
  return sums;
}

function byControl(groups: readonly ChangeGroup[]): ChangesByControlDto[] {
  const sums = new Map<string, ChangesByControlDto & { counts: Record<ChangeKind, number>; total: number }>();
  for (const { change, controlId, source, count } of groups) {
    const id = controlId ?? source;
    const title = controlId === null ? source : (controlById(controlId)?.title ?? controlId);
    const sum = sums.get(id) ?? { controlId, title, counts: noCounts(), total: 0 };
    sum.counts[change] += count;
    sum.total += count;
    sums.set(id, sum);
  }
  return [...sums.values()]
    .sort((a, b) => b.total - a.total || (a.title < b.title ? -1 : 1))
    .map(({ total: _, ...rest }) => rest);
}

/** What changed in the last days in all that the viewer may see; no counts where nothing was known before. */
export async function getRecentChanges(viewer: Viewer, moment: Moment): Promise<RecentChangesDto> {
  const [first, { text, at }] = await Promise.all([getFirstRun({ to: moment }), usualStart(moment)]);
  if (first === null) return { from: text, counts: null };
  const counts = noCounts();
  const span = { from: past(at), to: moment, accounts: visibleAccounts(viewer), control: null };
  for (const { change, count } of await countChanges(span)) counts[change] += count;
  return { from: text, counts };
}
