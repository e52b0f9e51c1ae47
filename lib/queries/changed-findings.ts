import { z } from "zod";
import { type ChangeKind, changeKinds } from "#lib/api/compare-filter.ts";
import type { ChangedFindingDto } from "#lib/api/dto/compare.ts";
import { findingSources, severities } from "#lib/inventory/findings.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { rows } from "./database.ts";
import { instant, severity } from "./decode.ts";
import { accountName, decodeFindingRow, findingColumns } from "./finding-rows.ts";
import { between, inForce, isOver, known, type Moment } from "./moment.ts";

const pageSize = 50;

/** Two moments, the first before the second, and what is compared: accounts and a control, null for all. */
export interface Span {
  readonly from: Moment;
  readonly to: Moment;
  readonly accounts: readonly string[] | null;
  readonly control: string | null;
}

/** `$1` and `$2` of every statement here. */
const valuesOf = ({ accounts, control }: Span) => [accounts, control];

// A condition is written only where it limits, so that the planner can use the index of what it names; a parameter
// that stands nowhere has no type.
const inSpan = (f: string, { accounts, control }: Span) =>
  [
    accounts === null ? "$1::varchar[] is null" : `${f}.account_id = any($1::varchar[])`,
    control === null ? "$2::text is null" : `${f}.control_id = $2::text`,
  ].join(" and ");

const columns = (f: string) =>
  `${f}.uid, ${f}.account_id, ${f}.region, ${f}.source, ${f}.kind, ${f}.control_id, ${f}.resource_id,
   ${f}.resource_type, ${f}.severity, ${f}.title, ${f}.opened_at, ${f}.exception_id, timestamptz 'infinity' as valid_to`;

/**
 * Findings in force at the second moment that opened after the first: `regressed` where some version of the same
 * finding was in force at or before the first, else `new`. One that was resolved and opened again in between has
 * regressed.
 */
function opened(span: Span): string {
  // What had been in force before the one that is now ended before it: it is in no later partition.
  const before = `select from finding p where p.uid = f.uid and ${known("p.valid_from", span.from)}
    and ${isOver("p", span.to)}`;
  return `select case when exists (${before}) then 'regressed' else 'new' end as change, ${columns("f")},
      f.opened_at as at
    from finding f
    where ${inForce("f", span.to)} and ${between("f.opened_at", span.from, span.to)} and ${inSpan("f", span)}`;
}

/**
 * Findings in force at the first moment and not at the second, as they were at the first: `departed` where the last
 * version before the second ended because the account left, else `fixed`.
 */
function ended(span: Span): string {
  return `select case last.ended when 'departed' then 'departed' else 'fixed' end as change, ${columns("f")},
      last.valid_to as at
    from finding f
    cross join lateral (
      select v.ended, v.valid_to from finding v where v.uid = f.uid and ${between("v.valid_to", span.from, span.to)}
      order by v.valid_to desc limit 1
    ) last
    where ${inForce("f", span.from)} and ${between("f.valid_to", span.from, span.to)} and ${inSpan("f", span)}
      and not exists (select from finding n where n.uid = f.uid and ${inForce("n", span.to)})`;
}

/**
 * Findings in force at both moments, without an end in between, as they are at the second: `excepted` where an
 * exception holds them then and none did at the first, `reopened` where it is the other way round.
 */
function held(span: Span): string {
  return `select case when f.exception_id is null then 'reopened' else 'excepted' end as change, ${columns("f")},
      (select max(h.valid_to) from finding h where h.uid = f.uid and ${between("h.valid_to", span.from, span.to)}
        and (h.exception_id is null) <> (f.exception_id is null)) as at
    from finding a
    join finding f on f.uid = a.uid and ${inForce("f", span.to)} and ${known("f.opened_at", span.from)}
    where ${inForce("a", span.from)} and ${between("a.valid_to", span.from, span.to)} and a.ended = 'changed'
      and (a.exception_id is null) <> (f.exception_id is null) and ${inSpan("a", span)}`;
}

const madeBy = {
  new: opened,
  regressed: opened,
  reopened: held,
  fixed: ended,
  excepted: held,
  departed: ended,
};

/** Every finding that changed in one of these ways, each once. */
function changes(span: Span, kinds: readonly ChangeKind[]): string {
  const parts = new Set(kinds.map((kind) => madeBy[kind]));
  return [...parts].map((part) => part(span)).join("\nunion all\n");
}

const groupRow = z.object({
  change: z.enum(changeKinds),
  severity,
  controlId: z.string().nullable(),
  source: z.enum(findingSources),
  count: z.number(),
});
export type ChangeGroup = z.infer<typeof groupRow>;

/** How many findings changed and how, by severity, control and source. */
export async function countChanges(span: Span): Promise<readonly ChangeGroup[]> {
  const found = await rows(
    `select change, severity, control_id as "controlId", source, count(*)::int as count
     from (${changes(span, changeKinds)}) c group by 1, 2, 3, 4`,
    valuesOf(span),
  );
  return found.map((each) => groupRow.parse(each));
}

/** Findings that opened after the first moment and ended by the second, and were in force at neither. */
export async function countCameAndWent(span: Span): Promise<number> {
  const [first] = await rows(
    `select count(distinct v.uid)::int as count from finding v
     where ${between("v.valid_to", span.from, span.to)} and v.ended in ('resolved', 'departed')
       and not ${known("v.opened_at", span.from)} and ${inSpan("v", span)}
       and not exists (select from finding a where a.uid = v.uid and ${inForce("a", span.from)}
         and ${between("a.valid_to", span.from, span.to)})
       and not exists (select from finding b where b.uid = v.uid and ${inForce("b", span.to)})`,
    valuesOf(span),
  );
  return z.object({ count: z.number() }).parse(first).count;
}

const changeRow = z.object({ change: z.enum(changeKinds), changedAt: instant });

const cursorSchema = z.object({ severity: z.enum(severities), openedAt: z.iso.datetime(), uid: z.guid() });

/** One page of the findings that changed, the worst and the latest first. @throws BadFilter for a strange cursor. */
export async function listChanges(
  span: Span,
  { kind, cursor: text }: { readonly kind: ChangeKind | null; readonly cursor: string | null },
): Promise<{ readonly findings: ChangedFindingDto[]; readonly nextCursor: string | null }> {
  const cursor = readCursor(cursorSchema, text);
  const values: unknown[] = valuesOf(span);
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = [kind === null ? "true" : `c.change = ${bind(kind)}`];
  if (cursor !== null)
    conditions.push(
      `(c.severity, c.opened_at, c.uid) < (${bind(cursor.severity)}::severity, ${bind(cursor.openedAt)}::timestamptz,
        ${bind(cursor.uid)}::uuid)`,
    );
  const order = (f: string) => `${f}.severity desc, ${f}.opened_at desc, ${f}.uid desc`;
  const found = await rows(
    `select ${findingColumns(span.to)}, f.change, f.at as "changedAt" from (
       select * from (${changes(span, kind === null ? changeKinds : [kind])}) c
       where ${conditions.join(" and ")} order by ${order("c")} limit ${pageSize + 1}
     ) f ${accountName(span.to)} order by ${order("f")}`,
    values,
  );
  const findings = found
    .slice(0, pageSize)
    .map((each) => ({ ...decodeFindingRow(each), ...changeRow.parse(each) }));
  const last = findings.at(-1);
  return {
    findings,
    nextCursor:
      found.length > pageSize && last !== undefined
        ? writeCursor({ severity: last.severity, openedAt: last.openedAt, uid: last.uid })
        : null,
  };
}
