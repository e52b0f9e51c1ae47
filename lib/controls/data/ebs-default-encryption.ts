import { defineControl, fail, fragment, pass, Undecidable } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, region } from "../placeholders.ts";
import { regionSubject } from "../subjects.ts";

/**
 * New EBS volumes and snapshots of the Region are encrypted unless somebody asks for it. It is a setting of
 * each Region of the account, and changes nothing that exists.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-7
 */
export const ebsDefaultEncryption = defineControl({
  id: "ebs-default-encryption",
  title: "EBS encrypted by default",
  version: 1,
  severity: "medium",
  pillar: "data",
  phase: 3,
  subject: "ec2.ebs-encryption-default",
  reads: [],
  mappings: [
    ...fsbp("EC2.7"),
    ...cis({ v14: ["2.2.1"], v30: ["2.2.1"], v50: ["5.1.1"] }),
    ...nist80053("SC-28"),
    ...tenet("T5"),
  ],
  rationale:
    "A volume or snapshot that is not encrypted can be shared with anyone, and its data with it. As a default " +
    "of the Region encryption needs nobody's thought and costs nothing.",
  remediation: {
    summary:
      "Switch it on in every Region, those you do not use too. Volumes that exist stay as they are: copy their " +
      "snapshots with encryption and replace them.",
    cli: `aws ec2 enable-ebs-encryption-by-default --region=${region}`,
    terraform: lines(
      'resource "aws_ebs_encryption_by_default" "this" {',
      `  region  = "${region}"`,
      "  enabled = true",
      "}",
    ),
    verify: `aws ec2 get-ebs-encryption-by-default --region=${region}`,
  },
  subjects: (facts, at) =>
    regionSubject(at, facts.all("ec2.ebs-encryption-default")[0]?.payload.enabled ?? null),
  evaluate: ({ value: enabled }, _, { region: here }) => {
    if (enabled === null) throw new Undecidable("The Region's default encryption is not among the facts.");
    const seen = fragment("Encryption by default", "ec2.ebs-encryption-default enabled", enabled);
    return enabled
      ? pass(`New volumes in ${here} are encrypted.`, seen)
      : fail(`New volumes in ${here} are not encrypted unless somebody asks for it.`, seen);
  },
});
