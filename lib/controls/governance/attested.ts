import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { type At, fail, fragment, type Outcome, pass, type Slices, Undecidable } from "../define.ts";

type Word = PayloadOf<"postern.attestation">;

/** The latest word in force on a control in an account; one for the account counts before one for all. */
function latestWord(
  facts: Slices<"postern.attestation">,
  controlId: string,
  { accountId }: Pick<At, "accountId">,
): Word | undefined {
  const said = facts
    .all("postern.attestation")
    .map(({ payload }) => payload)
    .filter((word) => word.controlId === controlId)
    .filter((word) => word.accountId === null || word.accountId === accountId);
  const rank = (word: Word) => [word.accountId === null ? 0 : 1, Date.parse(word.attestedAt)] as const;
  return said.toSorted((a, b) => rank(b)[0] - rank(a)[0] || rank(b)[1] - rank(a)[1])[0];
}

/** Judges by somebody's word what no API tells; without one in force nothing is known. */
export function attested(facts: Slices<"postern.attestation">, controlId: string, at: At): Outcome {
  const word = latestWord(facts, controlId, at);
  if (word === undefined)
    throw new Undecidable("Nobody has attested it, or the attestation has expired.", "postern.attestation");
  const day = (instant: string) => instant.slice(0, 10);
  const who = `${word.attestedBy} attested on ${day(word.attestedAt)}`;
  const evidence = fragment("Attestation", "postern.attestation", {
    attestedBy: word.attestedBy,
    statement: word.statement,
    evidenceUrl: word.evidenceUrl,
    validUntil: word.validUntil,
  });
  return word.met
    ? pass(`${who} that it is so, valid until ${day(word.validUntil)}.`, evidence)
    : fail(`${who} that it is not so: ${word.statement}`, evidence);
}
