import type { Json } from "#lib/inventory/findings.ts";
import { type Statement, statementJson } from "./policy.ts";

/**
 * Characters that a managed policy may have, without whitespace.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const mostCharacters = 6_144;

/** A policy document as IAM takes it. */
export interface PolicyJson {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Json[];
}

/** Characters of a document as IAM counts them; whitespace inside of strings counts here too. */
export function sizeOf(document: PolicyJson): number {
  return JSON.stringify(document).length;
}

function documentOf(statements: readonly Statement[]): PolicyJson {
  return { Version: "2012-10-17", Statement: statements.map(statementJson) };
}

/** As long as any that `numbered` gives. */
const provisional = "000";

function fits(statements: readonly Statement[]): boolean {
  const longest = statements.map((each) => ({ ...each, sid: `${each.sid}${provisional}` }));
  return sizeOf(documentOf(longest)) <= mostCharacters;
}

/** An Allow statement in as many as its actions need; a Deny stays whole. */
function pieces(statement: Statement): readonly Statement[] {
  const { actions, effect } = statement;
  if (effect === "Deny" || actions === null || actions.length < 2 || fits([statement])) return [statement];
  const middle = Math.ceil(actions.length / 2);
  const halves = [actions.slice(0, middle), actions.slice(middle)];
  return halves.flatMap((half) => pieces({ ...statement, actions: half }));
}

/** Sids are unique within a document: the second `Used` is `Used2`. */
function numbered(statements: readonly Statement[]): readonly Statement[] {
  const taken = new Set<string>();
  return statements.map((statement) => {
    const stem = statement.sid ?? "Statement";
    let sid = stem;
    for (let number = 2; taken.has(sid); number++) sid = `${stem}${number}`;
    taken.add(sid);
    return { ...statement, sid };
  });
}

/** The statements in as few documents as they come in this order, each as large as a managed policy may be. */
export function documentsOf(statements: readonly Statement[]): readonly PolicyJson[] {
  const documents: Statement[][] = [];
  for (const piece of statements.flatMap(pieces)) {
    const open = documents.at(-1);
    if (open !== undefined && fits([...open, piece])) open.push(piece);
    else documents.push([piece]);
  }
  return documents.map((each) => documentOf(numbered(each)));
}
