import { z } from "zod";
import type { FindingRowDto, FindingsDto } from "#lib/api/dto/findings.ts";
import type { FindingsFilter } from "#lib/api/filters.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { severities } from "#lib/inventory/findings.ts";
import { notOurs, readCursor, writeCursor } from "./cursor.ts";
import { rows } from "./database.ts";
import { accountName, decodeFindingRow, findingColumns } from "./finding-rows.ts";
import { getFreshness } from "./freshness.ts";
import { inForce, isOver, type Moment } from "./moment.ts";
import { visibleAccounts } from "./visible.ts";

const pageSize = 50;
/** Matches are counted up to here: beyond it the exact number helps nobody and costs a scan. */
const countLimit = 500;

/** Up to so many accounts are gone through one by one. */
const accountsOneByOne = 250;

/** Sort keys; each is the order of an index, with the uid to make it total. */
const sortKeys = {
  severity: ["f.severity", "f.opened_at", "f.uid"],
  opened: ["f.opened_at", "f.uid"],
} as const;

const cursorSchema = z.object({
  /** Which way to go from the row the cursor stands for. */
  to: z.enum(["next", "previous"]),
  sort: z.enum(["severity", "opened"]),
  severity: z.enum(severities),
  openedAt: z.iso.datetime(),
  uid: z.guid(),
});
type Cursor = z.infer<typeof cursorSchema>;

/**
 * One page of findings. The database filters, sorts and pages by keys, so page 1,000 costs what page 1 does.
 *
 * @throws BadFilter for a cursor that is not one of ours.
 */
export async function listFindings(
  viewer: Viewer,
  moment: Moment,
  filter: FindingsFilter,
): Promise<FindingsDto> {
  const cursor = cursorOf(filter);
  const where = conditions(moment, filter, await chosenAccounts(viewer, moment, filter));
  const [freshness, page, count] = await Promise.all([
    getFreshness(viewer, moment),
    readPage(moment, filter, cursor, where),
    countMatches(where),
  ]);
  return { freshness, ...page, count, countLimit };
}

interface Where {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** The parameter that holds the accounts to go through one by one; null to go through all findings. */
  readonly each: string | null;
}

/** The accounts the list is limited to by viewer, account and unit; null for no limit. */
async function chosenAccounts(
  viewer: Viewer,
  moment: Moment,
  filter: FindingsFilter,
): Promise<readonly string[] | null> {
  const limits: (readonly string[])[] = [];
  const visible = visibleAccounts(viewer);
  if (visible !== null) limits.push(visible);
  if (filter.account.length > 0) limits.push(filter.account);
  if (filter.unit !== null) {
    const found = await rows(
      `select a.id from account a where ${inForce("a", moment)} and $1 = any(string_to_array(a.ou_path, '/'))`,
      [filter.unit],
    );
    limits.push(found.map((each) => z.object({ id: z.string() }).parse(each).id));
  }
  const [first, ...others] = limits;
  return first?.filter((id) => others.every((limit) => limit.includes(id))) ?? null;
}

function conditions(moment: Moment, filter: FindingsFilter, accounts: readonly string[] | null): Where {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const parts = [statusCondition(moment, filter.status)];
  const oneOf = (column: string, list: readonly string[], type: string) => {
    const [only] = list;
    if (only === undefined) return;
    parts.push(
      list.length === 1 ? `${column} = ${bind(only)}::${type}` : `${column} = any(${bind(list)}::${type}[])`,
    );
  };
  oneOf("f.severity", filter.severity, "severity");
  oneOf("f.source", filter.source, "finding_source");
  oneOf("f.control_id", filter.control, "text");
  oneOf("f.region", filter.region, "text");
  if (filter.exception !== null) parts.push(`f.exception_id = ${bind(filter.exception)}::uuid`);
  if (filter.disagreement !== null)
    parts.push(
      `${inForce("f", moment)} and f.uid in (select d.finding_uid from disagreement d where ${inForce("d", moment)})`,
    );
  if (filter.search !== null) parts.push(searchCondition(filter.search, bind));
  const each =
    accounts !== null && accounts.length <= accountsOneByOne ? `${bind(accounts)}::varchar[]` : null;
  if (accounts !== null && each === null) parts.push(`f.account_id = any(${bind(accounts)}::varchar[])`);
  return { sql: parts.join(" and "), values, each };
}

/**
 * Up to `limit` matches in order. Of a few accounts, each gives its own first matches by its own index: then the
 * answer is as quick where nothing matches as where everything does.
 */
function matches({ sql, each }: Where, columns: string, more: string, limit: number): string {
  if (each === null) return `select ${columns} from finding f where ${sql} ${more} limit ${limit}`;
  return `select f.* from unnest(${each}) as chosen(account_id) cross join lateral (
    select ${columns} from finding f
    where f.account_id = chosen.account_id and ${sql} ${more} limit ${limit}) f`;
}

function statusCondition(moment: Moment, status: FindingsFilter["status"]): string {
  const holds = inForce("f", moment);
  const over = `${isOver("f", moment)} and f.ended in ('resolved', 'departed')`;
  if (status === "open") return `${holds} and f.exception_id is null`;
  if (status === "excepted") return `${holds} and f.exception_id is not null`;
  return status === "resolved" ? over : `(${holds} or (${over}))`;
}

/** By the beginning of a resource's own name, which is indexed, or by its whole id. */
function searchCondition(search: string, bind: (value: unknown) => string): string {
  const name = (search.match(/[^/:]*$/)?.[0] ?? search).toLowerCase();
  const like = (text: string) => text.replace(/[\\%_]/g, "\\$&");
  const byName = `lower(substring(f.resource_id from '[^/:]*$')) like ${bind(`${like(name)}%`)}`;
  return name === search.toLowerCase()
    ? byName
    : `${byName} and f.resource_id ilike ${bind(`%${like(search)}%`)}`;
}

async function readPage(moment: Moment, filter: FindingsFilter, cursor: Cursor | null, where: Where) {
  const backwards = cursor?.to === "previous";
  const ascending = (filter.direction === "asc") !== backwards;
  const keys = sortKeys[filter.sort];
  const values = [...where.values];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const after =
    cursor === null
      ? ""
      : `and (${keys.join(", ")}) ${ascending ? ">" : "<"} (${keys.map((key) => keyValue(key, cursor, bind)).join(", ")})`;
  const order = keys.map((key) => `${key} ${ascending ? "asc" : "desc"}`).join(", ");
  const found = await rows(
    `select ${findingColumns(moment)} from (
       select f.* from (${matches(where, "f.*", `${after} order by ${order}`, pageSize + 1)}) f
       order by ${order} limit ${pageSize + 1}
     ) f ${accountName(moment)} order by ${order}`,
    values,
  );
  const more = found.length > pageSize;
  const findings = found.slice(0, pageSize).map(decodeFindingRow);
  if (backwards) findings.reverse();
  const hasNext = backwards || more;
  const hasPrevious = backwards ? more : cursor !== null;
  return {
    findings,
    nextCursor: hasNext ? cursorAt("next", filter.sort, findings.at(-1)) : null,
    previousCursor: hasPrevious ? cursorAt("previous", filter.sort, findings[0]) : null,
  };
}

function keyValue(key: string, cursor: Cursor, bind: (value: unknown) => string): string {
  if (key === "f.severity") return `${bind(cursor.severity)}::severity`;
  return key === "f.opened_at" ? `${bind(cursor.openedAt)}::timestamptz` : `${bind(cursor.uid)}::uuid`;
}

async function countMatches(where: Where): Promise<number> {
  const [first] = await rows(
    `select count(*)::int as count from (
       select from (${matches(where, "f.uid", "", countLimit + 1)}) f limit ${countLimit + 1}) matched`,
    where.values,
  );
  return Math.min(z.object({ count: z.number() }).parse(first).count, countLimit + 1);
}

function cursorAt(to: Cursor["to"], sort: Cursor["sort"], row: FindingRowDto | undefined): string | null {
  if (row === undefined) return null;
  const keys: Cursor = { to, sort, severity: row.severity, openedAt: row.openedAt, uid: row.uid };
  return writeCursor(keys);
}

function cursorOf(filter: FindingsFilter): Cursor | null {
  const cursor = readCursor(cursorSchema, filter.cursor);
  if (cursor !== null && cursor.sort !== filter.sort) throw notOurs();
  return cursor;
}
