import { z } from "zod";
import { sourceTargets } from "#lib/store/runs.ts";

const idOf = (what: string) =>
  z
    .string()
    .regex(/^\d{1,18}$/, `must be the id of a ${what}`)
    .transform(BigInt);
const runId = idOf("run");
const accountId = z.string().regex(/^\d{12}$/, "must be the 12 digits of an account");

/** What a job carries, checked when it starts: the queue stores JSON that anyone with the database could write. */
export const payloads = {
  run: z.object({ runId }),
  account: z.object({ runId, accountId }),
  source: z.object({ runId, source: z.enum(sourceTargets) }),
  preflight: z.object({ preflightId: idOf("preflight") }),
};

/** @throws naming the job and the field that is not what it should be. */
export function readPayload<T>(task: string, schema: z.ZodType<T>, payload: unknown): T {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") || "payload";
  throw new Error(`A ${task} job was queued with something else than it needs: ${field}: ${issue?.message}`);
}
