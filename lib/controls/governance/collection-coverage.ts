import { defineControl, fail, fragment, pass } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";

const shown = 20;

/**
 * Everything that controls rest on was completely seen within 24 hours, in every enabled Region in scope: no
 * read denied, throttled, failed or stale. Other controls are unknown where this one fails, and say which.
 */
export const collectionCoverage = defineControl({
  id: "collection-coverage",
  title: "Evidence is fresh",
  version: 1,
  severity: "high",
  pillar: "visibility",
  phase: 5,
  subject: "postern.evidence",
  reads: [],
  mappings: [...nist80053Ours("CA-7"), ...tenet("T7")],
  rationale:
    "What was not seen is not known to be in order. An account that cannot be read completely looks no better " +
    "for it here: its controls are unknown, and this one says that somebody has to restore the sight of it.",
  remediation: {
    summary:
      "Run the preflight: it names every permission that is missing, by account, with the statement to add. " +
      "Update the StackSet of the member role, or exempt the role from the policy that denies it.",
    cli: "npm run preflight",
    terraform:
      '# Apply deploy/terraform/member-role of this release: it grants what the collectors call.\nmodule "postern_member_role" {\n  source = "./deploy/terraform/member-role"\n}',
    verify: "npm run collect",
  },
  evaluate: ({ value: { expected, lacking } }) => {
    const seen = expected - lacking.length;
    if (lacking.length === 0)
      return pass(
        `All ${expected} inputs were completely seen within 24 hours.`,
        fragment("Inputs seen", "postern.evidence expected", expected),
      );
    const kinds = new Set(lacking.map(({ kind }) => kind)).size;
    return fail(
      `${lacking.length} of ${expected} inputs, of ${kinds} kinds, were not completely seen within 24 hours.`,
      fragment("Inputs seen", "postern.evidence expected", { seen, expected }),
      fragment(
        lacking.length > shown ? `First ${shown} not seen` : "Not seen",
        "postern.evidence lacking",
        lacking.slice(0, shown),
      ),
    );
  },
});
