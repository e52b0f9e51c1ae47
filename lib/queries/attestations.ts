import { z } from "zod";
import type { AttestationRowDto, AttestationsDto, AttestedControlDto } from "#lib/api/dto/attestations.ts";
import { expiringDays } from "#lib/api/exception-filter.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { controls } from "#lib/controls/registry.ts";
import { noTally } from "./control-rows.ts";
import { rows } from "./database.ts";
import { instant, tally } from "./decode.ts";
import { getFreshness } from "./freshness.ts";
import { happened, known, type Moment } from "./moment.ts";
import { getScopeTallies } from "./scope-tallies.ts";
import { visibleAccounts } from "./visible.ts";

/** So many of each control are told, the latest first. */
const told = 100;

/** The controls that only somebody's word can decide. */
export const attestedControls = controls.filter(({ reads }) => reads.includes("postern.attestation"));

const row = z.object({
  id: z.string(),
  controlId: z.string(),
  accountId: z.string().nullable(),
  accountName: z.string().nullable(),
  met: z.boolean(),
  attestedBy: z.string(),
  statement: z.string(),
  evidenceUrl: z.string(),
  attestedAt: instant,
  validUntil: instant,
  recordedBy: z.string(),
  withdrawnAt: instant.nullable(),
  withdrawnBy: z.string().nullable(),
  state: z.enum(["in-force", "expiring", "replaced", "expired", "withdrawn"]),
  pending: z.boolean(),
});

const inForceAt = (t: string) =>
  `${t}.attested_at <= $1 and ${t}.valid_until > $1 and (${t}.withdrawn_at is null or ${t}.withdrawn_at > $1)`;

const words = (moment: Moment) => `
  with last as (
    select max(as_of) as at from run where state in ('complete', 'partial') and ${known("as_of", moment)}
  ),
  ranked as (
    select t.*, row_number() over (partition by t.control_id order by t.attested_at desc, t.id) as place
    from attestation t
    where ${known("t.created_at", moment)} and t.control_id = any($2) and ($3::text[] is null or t.account_id is null or t.account_id = any($3))
  )
  select t.id, t.control_id as "controlId", t.account_id as "accountId", a.name as "accountName", t.met,
    t.attested_by as "attestedBy", t.statement, t.evidence_url as "evidenceUrl", t.attested_at as "attestedAt",
    t.valid_until as "validUntil", t.recorded_by as "recordedBy", ${happened("t.withdrawn_at", moment)} as "withdrawnAt",
    case when ${known("t.withdrawn_at", moment)} then t.withdrawn_by end as "withdrawnBy",
    case when t.withdrawn_at <= $1 then 'withdrawn' when t.valid_until <= $1 then 'expired'
      when exists (
        select from attestation later where later.control_id = t.control_id
          and later.account_id is not distinct from t.account_id and later.attested_at > t.attested_at
          and ${inForceAt("later")}) then 'replaced'
      when t.valid_until <= $1::timestamptz + interval '${expiringDays} days' then 'expiring'
      else 'in-force' end as state,
    coalesce(last.at < t.attested_at or (t.withdrawn_at <= $1 and last.at < t.withdrawn_at)
      or (t.valid_until <= $1 and last.at < t.valid_until), false) as pending
  from ranked t cross join last
  left join lateral (
    select a.name from account a where a.id = t.account_id and ${known("a.valid_from", moment)} order by a.valid_to desc limit 1
  ) a on true
  where t.place <= ${told} order by t.attested_at desc, t.id`;

/** Every control that only somebody's word can decide, with how it stands and who said what of it. */
export async function listAttestations(viewer: Viewer, moment: Moment): Promise<AttestationsDto> {
  const ids = attestedControls.map(({ id }) => id);
  const [freshness, tallies, found] = await Promise.all([
    getFreshness(viewer, moment),
    getScopeTallies(viewer, moment),
    rows(words(moment), [moment.at, ids, visibleAccounts(viewer)]),
  ]);
  const said = found.map((each) => row.parse(each));
  return {
    freshness,
    pending: said.some(({ pending }) => pending),
    controls: attestedControls.map(({ id, title, rationale }) => {
      const sums = tallies.find(({ controlId }) => controlId === id);
      const attestations = said.filter(({ controlId }) => controlId === id).map(describe);
      return {
        id,
        title,
        rationale,
        tally: sums === undefined ? noTally : tally.parse(sums),
        unknownAccounts: sums?.unknownAccounts ?? 0,
        state: stateOf(attestations),
        attestations,
      };
    }),
  };
}

function describe({ accountId, accountName, pending: _, ...rest }: z.infer<typeof row>): AttestationRowDto {
  return { ...rest, account: accountId === null ? null : { id: accountId, name: accountName ?? accountId } };
}

function stateOf(attestations: readonly AttestationRowDto[]): AttestedControlDto["state"] {
  if (attestations.length === 0) return "none";
  return attestations.some(({ state }) => state === "in-force" || state === "expiring") ? "in-force" : "over";
}
