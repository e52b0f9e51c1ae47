import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { defineControl, fail, fragment, notApplicable, pass, type Subject } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { region, resource } from "../placeholders.ts";
import { accountSubject } from "../subjects.ts";

type External = PayloadOf<"postern.external-access">;

/**
 * Access Analyzer reports no resource that somebody outside its zone of trust can reach, but for those under an
 * exception. Each resource with an ACTIVE external-access finding fails; an account without any passes where an
 * external-access analyzer of its own or of the Organization is ACTIVE, and is not applicable where none looks.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-findings.html
 */
export const aaExternalClean = defineControl({
  id: "aa-external-clean",
  title: "External access is reviewed",
  version: 1,
  severity: "high",
  pillar: "data",
  phase: 1,
  subject: "postern.external-access",
  reads: ["access-analyzer.analyzer", "access-analyzer.organization-analyzer"],
  mappings: [...nist80053Ours("AC-3"), ...tenet("T1")],
  rationale:
    "Access Analyzer proves by reasoning over policies which resources somebody outside can reach. Each such " +
    "path is either meant, and then somebody owns that decision and its end, or it is a leak.",
  remediation: {
    summary:
      "Remove the statement that lets the outsider in. Where the access is meant, request an exception for the " +
      "resource here; archive rules in Access Analyzer leave no owner and no end.",
    cli: `aws accessanalyzer list-findings-v2 --region=${region} --analyzer-arn=ANALYZER --filter='{"resource":{"eq":["RESOURCE"]}}'`,
    terraform:
      'resource "aws_accessanalyzer_analyzer" "organization" {\n  analyzer_name = "organization"\n  type          = "ORGANIZATION"\n}',
    verify: `aws accessanalyzer get-analyzed-resource --region=${region} --analyzer-arn=ANALYZER --resource-arn=${resource}`,
  },
  runbook: "data-exfiltration",
  subjects: (facts, at): readonly Subject<External | null>[] => {
    const found = facts.all("postern.external-access");
    if (found.length === 0) return accountSubject(at, null);
    return found.map(({ resourceId, payload }) => ({ resourceId, value: payload }));
  },
  evaluate: ({ value }, facts) => {
    if (value !== null)
      return fail(
        `Access Analyzer in ${value.region} finds it open to the outside: ${value.title}.`,
        fragment("External access", "access-analyzer.finding", {
          resourceType: value.resourceType,
          findings: value.findings,
        }),
      );
    const looking = [
      ...facts.all("access-analyzer.analyzer"),
      ...facts.all("access-analyzer.organization-analyzer"),
    ].filter(
      ({ payload: { type, status } }) =>
        (type === "ACCOUNT" || type === "ORGANIZATION") && status === "ACTIVE",
    );
    return looking.length === 0
      ? notApplicable(
          "No external-access analyzer looks at the account.",
          fragment("Analyzers", "access-analyzer.analyzer", []),
        )
      : pass(
          "Access Analyzer finds nothing open to the outside.",
          fragment(
            "Analyzers",
            "access-analyzer.analyzer arn",
            looking.map(({ payload }) => payload.arn).sort(),
          ),
        );
  },
});
