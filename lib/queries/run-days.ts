import { z } from "zod";
import type { RunDaysDto } from "#lib/api/dto/runs.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { rows } from "./database.ts";

const row = z.object({ day: z.string() });

/** The days (UTC) on which something was collected, the first one first: those that time travel can tell apart. */
export async function listRunDays(_viewer: Viewer): Promise<RunDaysDto> {
  const found = await rows(
    `select distinct to_char(as_of at time zone 'UTC', 'YYYY-MM-DD') as day from run
     where state in ('complete', 'partial') and purpose = 'collect' order by day`,
    [],
  );
  return { days: found.map((each) => row.parse(each).day) };
}
