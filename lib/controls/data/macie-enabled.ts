import { defineControl, fail, fragment, pass } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, region } from "../placeholders.ts";
import { regionSubject } from "../subjects.ts";

/**
 * Macie is ENABLED in every Region in scope; a session that is paused looks at nothing. The subject is the
 * Region: where Macie is off there is no fact to judge.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/macie-controls.html#macie-1
 */
export const macieEnabled = defineControl({
  id: "macie-enabled",
  title: "Macie on",
  version: 1,
  severity: "medium",
  pillar: "data",
  phase: 3,
  subject: "macie.session",
  reads: [],
  mappings: [
    ...fsbp("Macie.1"),
    ...cis({ v14: ["2.1.4"], v30: ["2.1.3"], v50: ["2.1.3"] }),
    ...nist80053("RA-5"),
    ...tenet("T7"),
  ],
  rationale:
    "Nobody knows where personal data and keys have ended up among thousands of buckets, until somebody looks. " +
    "Macie looks, and also reports buckets that become public or lose their encryption.",
  remediation: {
    summary:
      "Delegate an administrator for Macie and let it enable Macie for all accounts; begin with automated " +
      "discovery, which samples and costs least.",
    cli: lines(
      `aws macie2 enable-macie --region=${region}`,
      "# Where it is paused:",
      `aws macie2 update-macie-session --region=${region} --status=ENABLED`,
      "# As the delegated administrator, for new accounts:",
      `aws macie2 update-organization-configuration --region=${region} --auto-enable`,
    ),
    terraform: lines(
      'resource "aws_macie2_account" "this" {',
      `  region = "${region}"`,
      '  status = "ENABLED"',
      "}",
    ),
    verify: `aws macie2 get-macie-session --region=${region}`,
  },
  subjects: (facts, at) => regionSubject(at, facts.all("macie.session")[0]?.payload.status ?? null),
  evaluate: ({ value: status }, _, { region: here }) => {
    if (status === null) return fail(`Macie is off in ${here}.`);
    const seen = fragment("Session", "macie.session status", status);
    return status === "ENABLED"
      ? pass(`Macie is on in ${here}.`, seen)
      : fail(`Macie is ${status} in ${here}.`, seen);
  },
});
