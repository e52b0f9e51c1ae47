import { z } from "zod";
import type { ExceptionDto, ExceptionRowDto } from "#lib/api/dto/exceptions.ts";
import type { FindingRowDto } from "#lib/api/dto/findings.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { rows } from "./database.ts";
import { instant } from "./decode.ts";
import { concerns, decodeException, exceptionColumns, heldLimit } from "./exception-rows.ts";
import { accountName, decodeFindingRow, findingColumns } from "./finding-rows.ts";
import { getFreshness } from "./freshness.ts";
import { inForce, known, type Moment } from "./moment.ts";
import { visibleAccounts } from "./visible.ts";

const findingsShown = 50;

const recordRow = z.object({
  recordedAt: instant,
  recordedBy: z.string(),
  revokedBy: z.string().nullable(),
  judgedAt: z.date().nullable(),
});

/** One exception with what it holds; null where there is none, or none that the viewer may see. */
export async function getException(viewer: Viewer, moment: Moment, id: string): Promise<ExceptionDto | null> {
  if (!z.guid().safeParse(id).success) return null;
  const visible = visibleAccounts(viewer);
  const [found] = await rows(
    `select ${exceptionColumns("$1", "$2", moment)}, e.created_at as "recordedAt", e.recorded_by as "recordedBy",
       case when ${known("e.closed_at", moment)} then e.closed_by end as "revokedBy",
       (select max(as_of) from run where state in ('complete', 'partial') and ${known("as_of", moment)})
         as "judgedAt"
     from exception e where e.id = $3 and ${known("e.created_at", moment)} and ${concerns("$2", moment)}`,
    [moment.at, visible, id],
  );
  if (found === undefined) return null;
  const exception = decodeException(found);
  const { judgedAt, ...record } = recordRow.parse(found);
  const [freshness, findings] = await Promise.all([
    getFreshness(viewer, moment),
    listHeld(moment, exception, visible),
  ]);
  return {
    freshness,
    exception: { ...exception, ...record, pending: isPending(exception, judgedAt) },
    findings: findings.slice(0, findingsShown),
    moreFindings: findings.length > findingsShown,
    countLimit: heldLimit,
  };
}

function isPending({ state, startsAt, endsAt, revokedAt }: ExceptionRowDto, judgedAt: Date | null): boolean {
  if (judgedAt === null || state === "scheduled") return false;
  if (revokedAt !== null) return revokedAt > startsAt && judgedAt < new Date(revokedAt);
  return judgedAt < new Date(state === "over" ? endsAt : startsAt);
}

/** What it holds; once it is over, what it held when it ended, each as it is at the moment. */
async function listHeld(
  moment: Moment,
  { id, state }: ExceptionRowDto,
  visible: readonly string[] | null,
): Promise<FindingRowDto[]> {
  const mine = `($2::text[] is null or f.account_id = any($2)) and ${known("f.valid_from", moment)}`;
  const order = "order by f.severity desc, f.opened_at desc, f.uid";
  const ended = state === "over" || state === "revoked";
  const source = ended
    ? `select distinct on (now.uid) now.*
       from (select distinct f.uid from finding f where f.exception_id = $1 and ${mine} limit ${heldLimit}) held
       join finding now on now.uid = held.uid and ${known("now.valid_from", moment)}
       order by now.uid, now.valid_to desc`
    : `select f.* from finding f where f.exception_id = $1 and ${inForce("f", moment)} and ${mine}
       ${order} limit ${findingsShown + 1}`;
  const found = await rows(
    `select ${findingColumns(moment)} from (
       select f.* from (${source}) f ${order} limit ${findingsShown + 1}
     ) f ${accountName(moment)} ${order}`,
    [id, visible],
  );
  return found.map(decodeFindingRow);
}
