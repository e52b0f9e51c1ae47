import { z } from "zod";
import type { ExceptionRowDto } from "#lib/api/dto/exceptions.ts";
import { expiringDays } from "#lib/api/exception-filter.ts";
import { controlById } from "#lib/controls/registry.ts";
import { exceptionScopes } from "#lib/inventory/exceptions.ts";
import { instant } from "./decode.ts";
import { happened, inForce, known, type Moment } from "./moment.ts";

/** Findings of one exception are counted up to here. */
export const heldLimit = 1_000;

/** The state of exception `e` at an instant, given as a parameter. */
export const stateAt = (now: string) => `
  case when e.closed_at <= ${now} then 'revoked' when e.ends_at <= ${now} then 'over'
    when e.starts_at > ${now} then 'scheduled'
    when e.ends_at <= ${now}::timestamptz + interval '${expiringDays} days' then 'expiring' else 'in-force' end`;

/** Finds a resource by its name, which is indexed. */
export const sameName = (one: string, other: string) =>
  `lower(substring(${one} from '[^/:]*$')) = lower(substring(${other} from '[^/:]*$'))`;

/** Whether exception `e` may hold findings in one of the accounts; `accounts` is a parameter, null for any. */
export const concerns = (accounts: string, moment: Moment) => `(${accounts}::text[] is null or case e.scope
  when 'organization' then true
  when 'account' then e.target = any(${accounts})
  when 'organizational-unit' then exists (
    select from account a where a.id = any(${accounts}) and ${inForce("a", moment)}
      and e.target = any(string_to_array(a.ou_path, '/')))
  when 'resource' then exists (
    select from finding f where f.control_id = e.control_id and f.resource_id = e.target
      and ${sameName("f.resource_id", "e.target")} and f.account_id = any(${accounts})
      and ${known("f.valid_from", moment)})
  else exists (
    select from finding f where f.exception_id = e.id and f.account_id = any(${accounts})
      and ${known("f.valid_from", moment)}) end)`;

/** The columns of exception `e`: `now` and `accounts` are parameters. */
export const exceptionColumns = (now: string, accounts: string, moment: Moment) => `
  e.id, e.control_id as "controlId", e.scope, e.target, e.reason, e.owner, e.requester, e.approver,
  e.starts_at as "startsAt", e.ends_at as "endsAt", ${happened("e.closed_at", moment)} as "revokedAt", ${stateAt(now)} as state,
  case e.scope
    when 'account' then (
      select a.name from account a where a.id = e.target and ${known("a.valid_from", moment)}
      order by a.valid_to desc limit 1)
    when 'organizational-unit' then (
      select u.name from organizational_unit u where u.id = e.target and ${known("u.valid_from", moment)}
      order by u.valid_to desc limit 1)
  end as "targetName",
  (select count(*)::int from (
     select from finding f where f.exception_id = e.id and ${inForce("f", moment)}
       and (${accounts}::text[] is null or f.account_id = any(${accounts})) limit ${heldLimit}) held) as findings`;

const row = z.object({
  id: z.string(),
  controlId: z.string(),
  scope: z.enum(exceptionScopes),
  target: z.string(),
  targetName: z.string().nullable(),
  reason: z.string(),
  owner: z.string(),
  requester: z.string(),
  approver: z.string(),
  startsAt: instant,
  endsAt: instant,
  revokedAt: instant.nullable(),
  state: z.enum(["scheduled", "in-force", "expiring", "over", "revoked"]),
  findings: z.number(),
});

export function decodeException(value: unknown): ExceptionRowDto {
  const { controlId, ...rest } = row.parse(value);
  return { ...rest, control: { id: controlId, title: controlById(controlId)?.title ?? controlId } };
}
