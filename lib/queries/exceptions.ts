import { z } from "zod";
import type { ExceptionCountsDto, ExceptionsDto } from "#lib/api/dto/exceptions.ts";
import type { ExceptionsFilter } from "#lib/api/exception-filter.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { rows } from "./database.ts";
import { concerns, decodeException, exceptionColumns, heldLimit, stateAt } from "./exception-rows.ts";
import { getFreshness } from "./freshness.ts";
import { known, type Moment } from "./moment.ts";
import { maySee, visibleAccounts } from "./visible.ts";

const listed = 200;

const countsRow = z.object({
  scheduled: z.number(),
  "in-force": z.number(),
  expiring: z.number(),
  over: z.number(),
  revoked: z.number(),
});

/** What is in force ends soonest first; what is over, latest first. */
const orders: Readonly<Record<ExceptionsFilter["state"], string>> = {
  "in-force": "e.ends_at, e.id",
  expiring: "e.ends_at, e.id",
  scheduled: "e.starts_at, e.id",
  over: "e.ends_at desc, e.id desc",
  revoked: "e.closed_at desc, e.id desc",
  all: "e.ends_at desc, e.id desc",
};

/** The states a filter asks for; what expires is in force. */
function statesOf({ state }: ExceptionsFilter): readonly string[] | null {
  if (state === "all") return null;
  return state === "in-force" ? ["in-force", "expiring"] : [state];
}

/** The exceptions that may hold findings of the viewer's accounts, and how many are in each state. */
export async function listExceptions(
  viewer: Viewer,
  moment: Moment,
  filter: ExceptionsFilter,
): Promise<ExceptionsDto> {
  const visible = visibleAccounts(viewer);
  const chosen = filter.account === null ? null : [filter.account].filter((id) => maySee(viewer, id));
  const where = `${known("e.created_at", moment)} and ${concerns("$2", moment)} and ${concerns("$3", moment)}
    and ($4::text is null or e.control_id = $4)`;
  const values = [moment.at, visible, chosen, filter.control];
  const [freshness, found, [counted]] = await Promise.all([
    getFreshness(viewer, moment),
    rows(
      `select ${exceptionColumns("$1", "$2", moment)} from exception e
       where ${where} and ($5::text[] is null or ${stateAt("$1")} = any($5))
       order by ${orders[filter.state]} limit ${listed + 1}`,
      [...values, statesOf(filter)],
    ),
    rows(
      `select count(*) filter (where state = 'scheduled')::int as scheduled,
         count(*) filter (where state in ('in-force', 'expiring'))::int as "in-force",
         count(*) filter (where state = 'expiring')::int as expiring,
         count(*) filter (where state = 'over')::int as over,
         count(*) filter (where state = 'revoked')::int as revoked
       from (select ${stateAt("$1")} as state from exception e where ${where}) e`,
      values,
    ),
  ]);
  return {
    freshness,
    exceptions: found.slice(0, listed).map(decodeException),
    counts: countsRow.parse(counted),
    more: found.length > listed,
    countLimit: heldLimit,
  };
}

const currentRow = z.object({ inForce: z.number(), expiring: z.number() });

/** For the shell of every page: how many are in force, and how many of those end soon. */
export async function countExceptions(viewer: Viewer, moment: Moment): Promise<ExceptionCountsDto> {
  const [found] = await rows(
    `select count(*)::int as "inForce", count(*) filter (where state = 'expiring')::int as expiring
     from (select ${stateAt("$1")} as state from exception e where e.ends_at > $1
       and ${known("e.created_at", moment)} and ${concerns("$2", moment)}) e
     where state in ('in-force', 'expiring')`,
    [moment.at, visibleAccounts(viewer)],
  );
  return currentRow.parse(found);
}
