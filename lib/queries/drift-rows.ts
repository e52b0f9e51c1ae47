import { z } from "zod";
import type { DriftCountDto, DriftDto, DriftRowDto, DriftStandingDto } from "#lib/api/dto/drift.ts";
import { type Severity, severities } from "#lib/inventory/findings.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { rows } from "./database.ts";
import { instant, severity } from "./decode.ts";
import { accountName, decodeFindingRow, findingColumns } from "./finding-rows.ts";
import { inForce, known, type Moment } from "./moment.ts";

const pageSize = 50;
const dayMs = 86_400_000;

type Limits = DriftDto["limits"];

/** Whose drift is looked at: that of accounts and a control, null for all; of one finding alone where it is named. */
interface Chosen {
  readonly accounts: readonly string[] | null;
  readonly control: string | null;
  readonly uid?: string;
}

const columns =
  "f.uid, f.account_id, f.region, f.source, f.kind, f.control_id, f.resource_id, f.resource_type, f.severity, " +
  "f.title, f.opened_at, f.exception_id, f.valid_to";

/**
 * Drift as lib/store/own-evidence.ts gives it to the control drift-sla, of any number of accounts, as `drift` with the
 * instant it is due: `$1` are accounts, `$2` a control, `$3` a finding, `$4` the limits. What was open when the first
 * run ended is left out by its index; verdicts are looked up once for every account and control that remain.
 */
function driftSql(moment: Moment, { accounts, control, uid }: Chosen): string {
  const limits = [
    accounts === null ? "$1::varchar[] is null" : "f.account_id = any($1::varchar[])",
    control === null ? "$2::text is null" : "f.control_id = $2::text",
    uid === undefined ? "$3::uuid is null" : "f.uid = $3::uuid",
  ];
  return `candidate as materialized (
      select ${columns} from finding f
      where ${inForce("f", moment)} and f.source = 'postern' and f.exception_id is null
        and f.opened_at > (select min(as_of) from run) and ${limits.join(" and ")}
    ), judged as materialized (
      select p.account_id, p.control_id, (
        select min(t.valid_from) from tally t where t.scope_id = p.account_id and t.control_id = p.control_id
          and t.passed + t.failed + t.not_applicable + t.excepted > 0) as at
      from (select distinct account_id, control_id from candidate) p
    ), drift as (
      select f.*, f.opened_at + make_interval(secs => ($4::jsonb->>f.severity::text)::float8 * 86400) as due_at
      from candidate f
      join judged j on j.account_id = f.account_id and j.control_id = f.control_id and f.opened_at > j.at
    )`;
}

const valuesOf = ({ accounts, control, uid }: Chosen, limits: Limits): unknown[] => [
  accounts,
  control,
  uid ?? null,
  JSON.stringify(limits ?? {}),
];

const limitsRow = z.object({ limits: z.record(z.enum(severities), z.number().nullable()).nullable() });

/** The limits that the latest run known at the moment judged by; null where it did not keep them. */
export async function getDriftLimits(moment: Moment): Promise<Limits> {
  const [first] = await rows(
    `select drift_sla_days as limits from run
     where state in ('complete', 'partial') and ${known("as_of", moment)} order by as_of desc limit 1`,
    [],
  );
  return first === undefined ? null : limitsRow.parse(first).limits;
}

const countRow = z.object({ severity, open: z.number(), overdue: z.number() });

/** How much drift of each severity is open, and how much of it for longer than its limit. */
export async function countDrift(
  moment: Moment,
  chosen: Chosen,
  limits: Limits,
): Promise<Record<Severity, DriftCountDto>> {
  const values = valuesOf(chosen, limits);
  const found = await rows(
    `with ${driftSql(moment, chosen)}
     select severity, count(*)::int as open, (count(*) filter (where due_at < $5))::int as overdue
     from drift group by severity`,
    [...values, moment.at],
  );
  const none: DriftCountDto = { open: 0, overdue: 0 };
  const counts = { informational: none, low: none, medium: none, high: none, critical: none };
  for (const each of found) {
    const { severity: of, ...count } = countRow.parse(each);
    counts[of] = count;
  }
  return counts;
}

const dueRow = z.object({ dueAt: instant.nullable() });

function standing(moment: Moment, limits: Limits, row: DriftTimes): DriftStandingDto {
  const { openedAt, dueAt } = row;
  return {
    ageDays: Math.floor((moment.at.getTime() - Date.parse(openedAt)) / dayMs),
    limitDays: limits?.[row.severity] ?? null,
    dueAt,
  };
}

interface DriftTimes {
  readonly severity: Severity;
  readonly openedAt: string;
  readonly dueAt: string | null;
}

const cursorSchema = z.object({ dueAt: z.iso.datetime().nullable(), uid: z.guid() });

/** One page of the drift, what is due first on top. @throws BadFilter for a cursor that is not one of ours. */
export async function listDrift(
  moment: Moment,
  chosen: Chosen,
  limits: Limits,
  text: string | null,
): Promise<{ readonly findings: DriftRowDto[]; readonly nextCursor: string | null }> {
  const cursor = readCursor(cursorSchema, text);
  const values = valuesOf(chosen, limits);
  const bind = (value: unknown) => `$${values.push(value)}`;
  const after =
    cursor === null
      ? ""
      : `where (coalesce(due_at, 'infinity'), uid) > (${bind(cursor.dueAt ?? "infinity")}::timestamptz, ${bind(cursor.uid)}::uuid)`;
  const order = (f: string) => `coalesce(${f}.due_at, 'infinity'), ${f}.uid`;
  const found = await rows(
    `with ${driftSql(moment, chosen)}
     select ${findingColumns(moment)}, f.due_at as "dueAt" from (
       select * from drift ${after} order by ${order("drift")} limit ${pageSize + 1}
     ) f ${accountName(moment)} order by ${order("f")}`,
    values,
  );
  const findings = found.slice(0, pageSize).map((each): DriftRowDto => {
    const row = { ...decodeFindingRow(each), ...dueRow.parse(each) };
    return { ...row, ...standing(moment, limits, row) };
  });
  const last = findings.at(-1);
  return {
    findings,
    nextCursor:
      found.length > pageSize && last !== undefined
        ? writeCursor({ dueAt: last.dueAt, uid: last.uid })
        : null,
  };
}

/** How an open finding of ours stands as drift; null where it is none. The caller has checked who asks. */
export async function getDriftStanding(moment: Moment, uid: string): Promise<DriftStandingDto | null> {
  const limits = await getDriftLimits(moment);
  const { findings } = await listDrift(moment, { accounts: null, control: null, uid }, limits, null);
  const [row] = findings;
  return row === undefined ? null : { ageDays: row.ageDays, limitDays: row.limitDays, dueAt: row.dueAt };
}
