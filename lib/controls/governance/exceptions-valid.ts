import { defineControl, fail, fragment, pass } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";

/**
 * Every exception has an owner and ends in the future. The database refuses one that never had them, so what
 * fails here is an exception that ended, by its date or before it, and whose findings are open again: it was
 * neither renewed nor was the problem fixed. Judged in the management account; for ninety days after its end.
 */
export const exceptionsValid = defineControl({
  id: "exceptions-valid",
  title: "Exceptions have an owner and an end",
  version: 1,
  severity: "medium",
  pillar: "governance",
  phase: 5,
  subject: "postern.exception",
  reads: [],
  mappings: [...nist80053Ours("CA-5"), ...tenet("T4")],
  rationale:
    "An exception is a risk that somebody has taken for a time. Without an owner nobody has taken it, and once " +
    "its time is over the risk is there and nobody carries it any more.",
  remediation: {
    summary:
      "Fix what the exception had covered, or request another with a reason that holds today. Ask its owner, " +
      "who is named on its page.",
    cli: "npm run export -- exceptions --format=csv",
    terraform: "# Exceptions are kept in Postern, not in AWS.",
    verify: "npm run export -- exceptions --format=csv",
  },
  evaluate: ({ value }, _, at) => {
    const { controlId, scope, target, owner, approver, endsAt, closedAt, openFindings } = value;
    const over = closedAt ?? endsAt;
    const said = fragment("Exception", "postern.exception", {
      controlId,
      scope,
      target,
      owner,
      approver,
      endsAt,
    });
    if (Date.parse(over) > at.asOf.getTime())
      return pass(`${owner} owns it until ${endsAt.slice(0, 10)}; ${approver} approved it.`, said);
    return fail(
      `It ended on ${over.slice(0, 10)} and ${openFindings} of its findings are open again. ${owner} owned it.`,
      said,
      fragment("Open again", "postern.exception openFindings", openFindings),
    );
  },
});
