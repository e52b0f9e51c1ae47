import { z } from "zod";
import type {
  AccountChangeDto,
  ControlChangeDto,
  EvidenceChangesDto,
  TargetChangeDto,
} from "#lib/api/dto/compare.ts";
import { controlById } from "#lib/controls/registry.ts";
import { measuredMetrics } from "#lib/metrics/measurement.ts";
import type { Span } from "./changed-findings.ts";
import { rows } from "./database.ts";
import { causes, instant } from "./decode.ts";
import { between, inForce, known } from "./moment.ts";
import { getTargets } from "./targets.ts";

const listed = 50;

const evidenceRow = z.object({
  accountId: z.string(),
  accountName: z.string(),
  controlId: z.string(),
  causes,
  count: z.number(),
});

const decided = (t: string) =>
  `${t}.unknown = 0 and ${t}.passed + ${t}.failed + ${t}.not_applicable + ${t}.excepted > 0`;

/**
 * Pairs of account and control that had a verdict on everything at the first moment and are unknown for something at
 * the second (`lost`), or the reverse (`regained`), with the causes of the side where they are unknown.
 */
export async function listEvidenceChanges(
  { from, to, accounts, control }: Span,
  what: "lost" | "regained",
): Promise<EvidenceChangesDto> {
  const [unknown, known] = what === "lost" ? ["b", "a"] : ["a", "b"];
  const found = await rows(
    `select b.scope_id as "accountId", coalesce(named.name, b.scope_id) as "accountName", b.control_id as "controlId",
       ${unknown}.causes, count(*) over ()::int as count
     from tally b
     join tally a on a.scope_id = b.scope_id and a.control_id = b.control_id and ${inForce("a", from)}
     left join account named on named.id = b.scope_id and ${inForce("named", to)}
     where ${inForce("b", to)} and ${between("b.valid_from", from, to)} and b.scope_id ~ '^[0-9]{12}$'
       and ${unknown}.unknown > 0 and ${decided(known)}
       and ($1::text[] is null or b.scope_id = any($1)) and ($2::text is null or b.control_id = $2)
     order by b.control_id, "accountName", b.scope_id limit ${listed}`,
    [accounts, control],
  );
  const decoded = found.map((each) => evidenceRow.parse(each));
  return {
    count: decoded[0]?.count ?? 0,
    rows: decoded.map(({ accountId, accountName, controlId, causes }) => ({
      account: { id: accountId, name: accountName },
      control: {
        id: controlId,
        title: controlById(controlId)?.title ?? controlId,
        severity: controlById(controlId)?.severity ?? "informational",
      },
      causes,
    })),
  };
}

const accountRow = z.object({
  id: z.string(),
  nameThen: z.string().nullable(),
  nameNow: z.string().nullable(),
  unitThen: z.string().nullable(),
  unitNow: z.string().nullable(),
  moved: z.boolean().nullable(),
});

/** ACTIVE accounts that joined, left, moved to another unit or were renamed. */
export async function listAccountChanges({ from, to, accounts }: Span): Promise<readonly AccountChangeDto[]> {
  const side = (moment: typeof from) => `
    select a.id, a.name, a.parent_id, coalesce(u.name, a.parent_id) as unit
    from account a left join organizational_unit u on u.id = a.parent_id and ${inForce("u", moment)}
    where ${inForce("a", moment)} and a.state = 'ACTIVE' and ($1::text[] is null or a.id = any($1))`;
  const found = await rows(
    `with earlier as (${side(from)}), later as (${side(to)})
     select coalesce(l.id, e.id) as id, e.name as "nameThen", l.name as "nameNow", e.unit as "unitThen",
       l.unit as "unitNow", e.parent_id <> l.parent_id as moved
     from earlier e full join later l on l.id = e.id
     where e.id is null or l.id is null or e.name <> l.name or e.parent_id <> l.parent_id
     order by coalesce(l.name, e.name), 1`,
    [accounts],
  );
  return found.flatMap((each) => {
    const { id, nameThen, nameNow, unitThen, unitNow, moved } = accountRow.parse(each);
    const account = { id, name: nameNow ?? nameThen ?? id };
    const change = (what: AccountChangeDto["what"], then: string | null, now: string | null) => [
      { account, what, from: then, to: now },
    ];
    if (nameThen === null) return change("joined", null, unitNow);
    if (nameNow === null) return change("left", unitThen, null);
    return [
      ...(moved === true ? change("moved", unitThen, unitNow) : []),
      ...(nameThen === nameNow ? [] : change("renamed", nameThen, nameNow)),
    ];
  });
}

const controlRow = z.object({ id: z.string(), version: z.number(), added: z.boolean(), at: instant });

/** Controls that began to judge, or to judge another way. Every viewer may know of them. */
export async function listControlChanges({ from, to, control }: Span): Promise<readonly ControlChangeDto[]> {
  const found = await rows(
    `select v.control_id as id, v.version, v.since as at,
       not exists (select from control_version o where o.control_id = v.control_id and o.since < v.since) as added
     from control_version v
     where ${between("v.since", from, to)} and ($1::text is null or v.control_id = $1) order by v.since, v.control_id`,
    [control],
  );
  return found.map((each) => {
    const decoded = controlRow.parse(each);
    return { ...decoded, title: controlById(decoded.id)?.title ?? decoded.id };
  });
}

/** Targets that are others at the second moment than at the first. */
export async function listTargetChanges({ from, to }: Span): Promise<readonly TargetChangeDto[]> {
  const [then, now] = await Promise.all([getTargets(from), getTargets(to)]);
  return measuredMetrics
    .map((metric) => ({ metric, from: then[metric].value, to: now[metric].value }))
    .filter((each) => each.from !== each.to);
}

const firstRow = z.object({ at: z.date().nullable() });

/** When anything was known first, as known at the moment. */
export async function getFirstRun({ to }: Pick<Span, "to">): Promise<Date | null> {
  const [first] = await rows(
    `select min(as_of) as at from run where state in ('complete', 'partial') and purpose = 'collect'
       and ${known("as_of", to)}`,
    [],
  );
  return firstRow.parse(first).at;
}
