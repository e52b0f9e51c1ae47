import { z } from "zod";
import type { FindingRowDto } from "#lib/api/dto/findings.ts";
import { findingKinds, findingSources } from "#lib/inventory/findings.ts";
import { instant, severity } from "./decode.ts";
import { endOf, known, type Moment } from "./moment.ts";

/** The columns of a finding's row; `f` is the finding, `a` its account in force or as it last was. */
export const findingColumns = (moment: Moment) => `
  f.uid, f.account_id as "accountId", coalesce(a.name, f.account_id) as "accountName", f.region, f.source, f.kind,
  f.control_id as "controlId", f.resource_id as "resourceId", f.resource_type as "resourceType", f.severity,
  f.title, f.opened_at as "openedAt", ${endOf("f", moment)} as "resolvedAt",
  f.exception_id as "exceptionId"`;

export const accountName = (moment: Moment) => `
  left join lateral (
    select a.name from account a where a.id = f.account_id and ${known("a.valid_from", moment)} order by a.valid_to desc limit 1
  ) a on true`;

const row = z.object({
  uid: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  region: z.string(),
  source: z.enum(findingSources),
  kind: z.enum(findingKinds),
  controlId: z.string().nullable(),
  resourceId: z.string(),
  resourceType: z.string(),
  severity,
  title: z.string(),
  openedAt: instant,
  resolvedAt: instant.nullable(),
  exceptionId: z.string().nullable(),
});

/** Open findings that an exception holds are excepted; what it held when it was resolved says nothing any more. */
function statusOf({ resolvedAt, exceptionId }: z.infer<typeof row>): FindingRowDto["status"] {
  if (resolvedAt !== null) return "resolved";
  return exceptionId === null ? "open" : "excepted";
}

export function decodeFindingRow(value: unknown): FindingRowDto {
  const found = row.parse(value);
  const { accountId, accountName: name, ...rest } = found;
  return { ...rest, account: { id: accountId, name }, status: statusOf(found) };
}
