import { z } from "zod";
import { longestDays } from "#lib/inventory/exceptions.ts";
import { accountId, controlId, day, lastDay, person, text } from "./input-fields.ts";

const link = "A link to what shows it, beginning with https://.";

const fields = z.strictObject({
  controlId,
  /** Null: for every account of the Organization. */
  accountId: z.string().regex(accountId, "Choose an account: its id has 12 digits.").nullable(),
  met: z.boolean("Say whether it is so or not."),
  attestedBy: person("Name who attests it."),
  statement: text("Say what was looked at and what was found.", 4000),
  evidenceUrl: text(link, 2048).pipe(z.url({ protocol: /^https$/, error: link })),
  validUntil: day("The day it expires, as 2027-01-31."),
});

export type AttestationInput = z.infer<typeof fields>;

/** What an attestation must say, in the form and in the API. Days are UTC. */
export function attestationInput(today: string) {
  const when = ({ value }: { value: unknown }) =>
    fields.pick({ validUntil: true }).strip().safeParse(value).success;
  return fields
    .refine(({ validUntil }) => validUntil > today, {
      path: ["validUntil"],
      error: "It expires in the future.",
      when,
    })
    .refine(({ validUntil }) => validUntil <= lastDay(today), {
      path: ["validUntil"],
      error: `At most ${longestDays} days from today.`,
      when,
    });
}
