import { z } from "zod";

const runId = z.string().regex(/^\d+$/).transform(BigInt);

/** What a job carries, checked when it starts: the queue stores JSON that anyone with the database could write. */
export const payloads = {
  run: z.object({ runId }),
  account: z.object({ runId, accountId: z.string().regex(/^\d{12}$/) }),
};
