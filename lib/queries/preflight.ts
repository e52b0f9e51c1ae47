import type {
  ActivePreflightDto,
  PlacesDto,
  PreflightDto,
  PreflightReportDto,
} from "#lib/api/dto/preflight.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { staleAfterMs } from "#lib/inventory/coverage.ts";
import { type PreflightReport, preflightReport } from "#lib/inventory/preflight.ts";
import { getLatestPreflights, requestPreflight, type StoredPreflight } from "#lib/store/preflights.ts";
import { withDatabase } from "./database.ts";

/** How many accounts are named; the command prints all of them. */
const named = 20;

const otherVersion = "It was stored by another version of Postern. Run the preflight again.";

/** The preflight under way and the last one. It is about the whole Organization: others than its viewers see none. */
export async function getPreflight(viewer: Viewer, now = new Date()): Promise<PreflightDto | null> {
  if (viewer.accounts !== "all") return null;
  const { active, last } = await withDatabase((pool) => getLatestPreflights(pool));
  return {
    active: active === null ? null : describeActive(active),
    last: last === null ? null : describeLast(last, now),
  };
}

/**
 * Asks the workers for a preflight; null for those who may not see one.
 *
 * @throws PreflightActive when one is under way.
 */
export async function startPreflight(viewer: Viewer): Promise<{ readonly id: string } | null> {
  if (viewer.accounts !== "all") return null;
  return withDatabase(async (pool) => ({ id: String(await requestPreflight(pool, viewer.name)) }));
}

function describeActive({
  id,
  state,
  requestedBy,
  startedAt,
  step,
  done,
  total,
}: StoredPreflight): ActivePreflightDto {
  return {
    id: String(id),
    state: state === "queued" ? "queued" : "running",
    requestedBy,
    startedAt: startedAt?.toISOString() ?? null,
    step,
    done,
    total,
  };
}

function describeLast(stored: StoredPreflight, now: Date): NonNullable<PreflightDto["last"]> {
  const { id, requestedBy, finishedAt, error, result } = stored;
  const parsed = preflightReport.safeParse(result);
  return {
    id: String(id),
    requestedBy,
    finishedAt: finishedAt?.toISOString() ?? null,
    stale: finishedAt !== null && now.getTime() - finishedAt.getTime() > staleAfterMs,
    error: error ?? (parsed.success ? null : otherVersion),
    report: parsed.success ? describeReport(parsed.data) : null,
  };
}

function describeReport({
  accounts,
  closedDoors,
  missing,
  operations: _operations,
  ...report
}: PreflightReport): PreflightReportDto {
  const places = (ids: readonly string[]): PlacesDto => ({
    count: ids.length,
    everywhere: ids.length > 1 && ids.length === Object.keys(accounts).length,
    named: ids.slice(0, named).map((id) => ({ id, name: accounts[id] ?? id })),
  });
  return {
    ...report,
    accounts: Object.keys(accounts).length,
    closedDoors: closedDoors.map((door) => ({ ...door, accounts: places(door.accounts) })),
    missing: missing.map((each) => ({ ...each, accounts: places(each.accounts) })),
  };
}
