import { defineControl, fail, pass } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { lines } from "../placeholders.ts";
import { accountSubject } from "../subjects.ts";
import { analyzerFragment, isActive } from "./analyzers.ts";

const unused = /_UNUSED_ACCESS$/;

/**
 * One analyzer of unused access is ACTIVE, of the account or of the organization. IAM is global, so that one
 * in any Region sees all principals; the Regions in scope are looked at.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-unused.html
 */
export const aaUnusedEnabled = defineControl({
  id: "aa-unused-enabled",
  title: "Unused-access analyzer on",
  version: 1,
  severity: "low",
  pillar: "visibility",
  phase: 1,
  subject: "access-analyzer.organization-analyzer",
  reads: ["access-analyzer.analyzer"],
  mappings: [...nist80053Ours("AC-6(7)"), ...tenet("T7")],
  rationale:
    "Rights pile up: what a project needed once stays for ever, because nobody knows whether it is still used. The " +
    "analyzer knows, for every user and role, down to single actions. It is paid for by the principal, so one for " +
    "the organization is enough.",
  remediation: {
    summary:
      "Create one analyzer of unused access for the organization in its delegated administrator, in one Region: a " +
      "second one would find, and cost, the same again.",
    cli: lines(
      "# As the delegated administrator, for all accounts:",
      "aws accessanalyzer create-analyzer --analyzer-name=unused-access --type=ORGANIZATION_UNUSED_ACCESS --configuration=unusedAccess={unusedAccessAge=90}",
      "# Or for this account alone:",
      "aws accessanalyzer create-analyzer --analyzer-name=unused-access --type=ACCOUNT_UNUSED_ACCESS --configuration=unusedAccess={unusedAccessAge=90}",
    ),
    terraform: lines(
      'resource "aws_accessanalyzer_analyzer" "unused" {',
      '  analyzer_name = "unused-access"',
      '  type          = "ORGANIZATION_UNUSED_ACCESS"',
      "  configuration {",
      "    unused_access {",
      "      unused_access_age = 90",
      "    }",
      "  }",
      "}",
    ),
    verify: "aws accessanalyzer list-analyzers --type=ORGANIZATION_UNUSED_ACCESS",
  },
  subjects: (facts, at) =>
    accountSubject(at, {
      own: facts
        .all("access-analyzer.analyzer")
        .map((fact) => fact.payload)
        .filter(({ type }) => unused.test(type)),
      shared: facts
        .all("access-analyzer.organization-analyzer")
        .map((fact) => fact.payload)
        .filter(({ type }) => unused.test(type)),
    }),
  evaluate: ({ value: { own, shared } }) => {
    const fragments = [
      ...shared.map((each) => analyzerFragment(each, "access-analyzer.organization-analyzer")),
      ...own.map((each) => analyzerFragment(each, "access-analyzer.analyzer")),
    ];
    const active = [...shared, ...own].find(isActive);
    if (active !== undefined) return pass(`${active.name} looks for unused access.`, ...fragments);
    return fragments.length === 0
      ? fail("Nothing looks for unused access.")
      : fail("No analyzer of unused access is active.", ...fragments);
  },
});
