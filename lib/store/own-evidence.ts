import { z } from "zod";
import { type Exception, exceptionScopes } from "#lib/inventory/exceptions.ts";
import { severities } from "#lib/inventory/findings.ts";
import type { FactKind, PayloadOf } from "#lib/inventory/kinds.ts";
import type { Pool } from "./pool.ts";

/** A fact of our own, without its place. */
export interface OwnRow<K extends FactKind> {
  readonly resourceId: string;
  readonly payload: PayloadOf<K>;
}

const instant = z.date().transform((date) => date.toISOString());

const threatRow = z.object({
  uid: z.string(),
  key: z.string(),
  source: z.string(),
  severity: z.enum(severities),
  said: z.looseObject({
    type: z.string().nullish(),
    types: z.array(z.string()).nullish(),
    sample: z.boolean().nullish(),
  }),
  createdAt: instant,
  firstObservedAt: instant.nullable(),
});

/** Threats in an account that were created in the days before `asOf`, open still or not, each as last known. */
export async function loadThreats(
  pool: Pool,
  { accountId, asOf, days }: { readonly accountId: string; readonly asOf: Date; readonly days: number },
): Promise<readonly OwnRow<"postern.threat">[]> {
  const { rows } = await pool.query(
    `select distinct on (uid) uid, key, source, severity, evidence->'fragments'->0->'value' as said,
       detected_at as "createdAt", first_observed_at as "firstObservedAt"
     from finding
     where account_id = $1 and kind = 'threat' and valid_from <= $2 and detected_at <= $2
       and detected_at > $2::timestamptz - make_interval(days => $3)
     order by uid, valid_from desc`,
    [accountId, asOf, days],
  );
  return rows.map((row) => {
    const { uid, said, ...rest } = threatRow.parse(row);
    const type = said.type ?? said.types?.[0] ?? "";
    return { resourceId: uid, payload: { ...rest, type, sample: said.sample ?? false } };
  });
}

const externalAccessRow = z.object({
  resourceId: z.string(),
  resourceType: z.string(),
  region: z.string(),
  findings: z.number(),
  title: z.string(),
});

/** The resources of an account that Access Analyzer finds open to somebody outside its zone of trust. */
export async function loadExternalAccess(
  pool: Pool,
  { accountId, asOf }: { readonly accountId: string; readonly asOf: Date },
): Promise<readonly OwnRow<"postern.external-access">[]> {
  const { rows } = await pool.query(
    `select resource_id as "resourceId", min(resource_type) as "resourceType", min(region) as region,
       count(*)::int as findings, min(title) as title
     from finding
     where account_id = $1 and source = 'access-analyzer' and kind = 'external-access'
       and valid_from <= $2 and valid_to > $2
     group by resource_id`,
    [accountId, asOf],
  );
  return rows.map((row) => {
    const { resourceId, ...payload } = externalAccessRow.parse(row);
    return { resourceId, payload };
  });
}

const driftRow = z.object({
  key: z.string(),
  controlId: z.string(),
  resourceId: z.string(),
  region: z.string(),
  severity: z.enum(severities),
  openedAt: instant,
});

/**
 * Our findings of an account that are open, held by no exception, and opened after their control first gave a
 * verdict there: what was found at the beginning did not drift.
 */
export async function loadDrift(
  pool: Pool,
  { accountId, asOf }: { readonly accountId: string; readonly asOf: Date },
): Promise<readonly OwnRow<"postern.drift">[]> {
  const { rows } = await pool.query(
    `with first as (
       select control_id, min(valid_from) as judged_at from tally
       where scope_id = $1 and passed + failed + not_applicable + excepted > 0 group by control_id
     )
     select f.key, f.control_id as "controlId", f.resource_id as "resourceId", f.region, f.severity,
       f.opened_at as "openedAt"
     from finding f join first on first.control_id = f.control_id
     where f.account_id = $1 and f.source = 'postern' and f.exception_id is null
       and f.valid_from <= $2 and f.valid_to > $2 and f.opened_at > first.judged_at`,
    [accountId, asOf],
  );
  return rows.map((row) => {
    const { key, ...payload } = driftRow.parse(row);
    return { resourceId: key, payload };
  });
}

const recordedRow = z.object({
  id: z.string(),
  controlId: z.string(),
  scope: z.enum(exceptionScopes),
  target: z.string(),
  reason: z.string(),
  owner: z.string(),
  requester: z.string(),
  approver: z.string(),
  startsAt: instant,
  endsAt: instant,
  closedAt: instant.nullable(),
  openFindings: z.number(),
});

/**
 * The exceptions in force at `asOf`, and those that ended within `days` while findings they had covered are open
 * again and held by no other.
 */
export async function loadRecordedExceptions(
  pool: Pool,
  { asOf, days }: { readonly asOf: Date; readonly days: number },
): Promise<readonly (Exception & { readonly openFindings: number })[]> {
  const { rows } = await pool.query(
    `select * from (
       select e.id, e.control_id as "controlId", e.scope, e.target, e.reason, e.owner, e.requester, e.approver,
         e.starts_at as "startsAt", e.ends_at as "endsAt", e.closed_at as "closedAt",
         (select count(distinct now.uid)::int from finding held
            join finding now on now.uid = held.uid and now.valid_from <= $1 and now.valid_to > $1
              and now.exception_id is null
          where held.exception_id = e.id) as "openFindings",
         least(e.ends_at, coalesce(e.closed_at, 'infinity')) as over_at
       from exception e where e.starts_at <= $1
     ) e
     where e.over_at > $1 or (e.over_at > $1::timestamptz - make_interval(days => $2) and e."openFindings" > 0)`,
    [asOf, days],
  );
  return rows.map((row) => recordedRow.parse(row));
}
