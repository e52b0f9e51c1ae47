import { defineControl, fail, pass } from "../define.ts";
import { cis, nist80053Ours, securityHub, tenet } from "../frameworks.ts";
import { lines, region } from "../placeholders.ts";
import { regionSubject } from "../subjects.ts";
import { analyzerFragment, isActive } from "./analyzers.ts";

/**
 * Every Region in scope has an ACTIVE analyzer of external access, of the account or of the organization.
 * Analyzers of unused or internal access look for something else. The subject is the Region.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-28
 */
export const aaExternalEnabled = defineControl({
  id: "aa-external-enabled",
  title: "External-access analyzer on",
  version: 1,
  severity: "high",
  pillar: "visibility",
  phase: 1,
  subject: "access-analyzer.analyzer",
  reads: ["access-analyzer.organization-analyzer"],
  mappings: [
    ...securityHub("IAM.28"),
    ...cis({ v14: ["1.20"], v30: ["1.20"], v50: ["1.19"] }),
    ...nist80053Ours("AC-3"),
    ...tenet("T7"),
  ],
  rationale:
    "A bucket, key, queue or role becomes readable from outside by one line in a policy, and nothing breaks that " +
    "would tell. The analyzer reads those policies all the time and names what outsiders can reach; it costs " +
    "nothing, and sees only the Region it stands in.",
  remediation: {
    summary:
      "Delegate an administrator for Access Analyzer and create an analyzer of the organization there in every " +
      "Region, so that new accounts are watched from their first day.",
    cli: lines(
      "# As the delegated administrator, for all accounts:",
      `aws accessanalyzer create-analyzer --region=${region} --analyzer-name=external-access --type=ORGANIZATION`,
      "# Or for this account alone:",
      `aws accessanalyzer create-analyzer --region=${region} --analyzer-name=external-access --type=ACCOUNT`,
    ),
    terraform: lines(
      'resource "aws_accessanalyzer_analyzer" "external" {',
      `  region        = "${region}"`,
      '  analyzer_name = "external-access"',
      '  type          = "ORGANIZATION"',
      "}",
    ),
    verify: `aws accessanalyzer list-analyzers --region=${region} --query='analyzers[].[name,type,status]'`,
  },
  subjects: (facts, at) =>
    regionSubject(at, {
      own: facts
        .all("access-analyzer.analyzer")
        .map((fact) => fact.payload)
        .filter(({ type }) => type === "ACCOUNT"),
      shared: facts
        .all("access-analyzer.organization-analyzer")
        .map((fact) => fact.payload)
        .filter((each) => each.type === "ORGANIZATION" && each.region === at.region),
    }),
  evaluate: ({ value: { own, shared } }, _, { region: here }) => {
    const fragments = [
      ...shared.map((each) => analyzerFragment(each, "access-analyzer.organization-analyzer")),
      ...own.map((each) => analyzerFragment(each, "access-analyzer.analyzer")),
    ];
    const active = [...shared, ...own].find(isActive);
    if (active !== undefined) return pass(`${active.name} watches external access in ${here}.`, ...fragments);
    return fragments.length === 0
      ? fail(`Nothing watches external access in ${here}.`)
      : fail(`No analyzer of external access is active in ${here}.`, ...fragments);
  },
});
