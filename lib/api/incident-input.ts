import { z } from "zod";
import { accountId, text } from "./input-fields.ts";

const moment = (wanted: string) =>
  z.iso.datetime({ error: wanted }).transform((given) => new Date(given).toISOString());

const fields = z.strictObject({
  title: text("Name it in a few words.", 200),
  reason: text("Say what happened, and why no detector told of it.", 4000),
  /** Null: of the whole Organization. */
  accountId: z.string().regex(accountId, "Choose an account: its id has 12 digits.").nullable(),
  breachStartedAt: moment("When it began, as 2026-11-20T08:30:00Z."),
  detectedAt: moment("When somebody knew of it, as 2026-11-20T09:10:00Z."),
});

export type IncidentInput = z.infer<typeof fields>;

/** What an incident must say, in the form and in the API. Instants are UTC. */
export function incidentInput(now: Date) {
  const when = ({ value }: { value: unknown }) =>
    fields.pick({ breachStartedAt: true, detectedAt: true }).strip().safeParse(value).success;
  return fields
    .refine(({ detectedAt }) => Date.parse(detectedAt) <= now.getTime(), {
      path: ["detectedAt"],
      error: "It cannot have been detected in the future.",
      when,
    })
    .refine(({ breachStartedAt, detectedAt }) => Date.parse(breachStartedAt) <= Date.parse(detectedAt), {
      path: ["breachStartedAt"],
      error: "It began before it was detected.",
      when,
    });
}
