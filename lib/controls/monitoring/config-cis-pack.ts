import { defineControl, fail, fragment, pass } from "../define.ts";
import { checklist, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, region } from "../placeholders.ts";
import { regionSubject } from "../subjects.ts";

// `…-for-CIS-AWS-v1.4`, `cis-foundations`, `BestPracticesforCISAWSv14`; neither `precision` nor `CISCO`.
const capitals = /(?<![A-Z])CIS(?=AWS|[vV]?\d|[A-Z][a-z]|[^A-Za-z]|$)/;
const word = /(?<![A-Za-z])cis(?![A-Za-z])/i;

/** Whether a name speaks of the Center for Internet Security. */
export function namesCis(text: string): boolean {
  return capitals.test(text) || word.test(text);
}

/**
 * A CIS conformance pack is deployed in every Region in scope, by its name or by the template it was made of.
 * One that the Organization deploys is a pack in every account it covers, so the account's own packs tell.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/conformance-packs.html
 */
export const configCisPack = defineControl({
  id: "config-cis-pack",
  title: "CIS conformance pack",
  version: 1,
  severity: "medium",
  pillar: "governance",
  phase: 4,
  subject: "config.conformance-pack",
  reads: [],
  mappings: [...nist80053Ours("CM-6"), ...tenet("T5"), ...checklist(11)],
  rationale:
    "A recorder only remembers; a conformance pack judges what it remembers, every time something changes. The CIS " +
    "benchmark is what auditors ask for, and as a pack its result is kept with its history.",
  remediation: {
    summary:
      "Deploy AWS's template of the CIS benchmark as a pack of the Organization, in every Region, from the account " +
      "that administers Config; it needs a recorder in each account.",
    cli: lines(
      "# For the Organization:",
      `aws configservice put-organization-conformance-pack --region=${region} --organization-conformance-pack-name=cis-foundations --template-s3-uri=TEMPLATE_S3_URI`,
      "# For this account alone:",
      `aws configservice put-conformance-pack --region=${region} --conformance-pack-name=cis-foundations --template-ssm-document-details=DocumentName=AWSConformancePacks-OperationalBestPracticesforCISAWSv14Level2`,
    ),
    terraform: lines(
      'resource "aws_config_organization_conformance_pack" "cis" {',
      `  region          = "${region}"`,
      '  name            = "cis-foundations"',
      "  template_s3_uri = var.cis_template_s3_uri",
      "}",
    ),
    verify: `aws configservice describe-conformance-pack-compliance --region=${region} --conformance-pack-name=cis-foundations`,
  },
  subjects: (facts, at) =>
    regionSubject(
      at,
      facts.all("config.conformance-pack").map((fact) => fact.payload),
    ),
  evaluate: ({ value: packs }, _, { region: here }) => {
    const pack = packs.find(({ name, templateDocument }) =>
      [name, templateDocument ?? ""].some((text) => namesCis(text)),
    );
    if (pack !== undefined)
      return pass(
        `The pack ${pack.name} covers ${here}.`,
        fragment("Pack", "config.conformance-pack", {
          name: pack.name,
          templateDocument: pack.templateDocument,
          createdBy: pack.createdBy,
        }),
      );
    const names = packs.map(({ name }) => name).sort();
    return names.length === 0
      ? fail(`No conformance pack is deployed in ${here}.`)
      : fail(
          `None of the conformance packs in ${here} is one of CIS.`,
          fragment("Packs", "config.conformance-pack name", names),
        );
  },
});
