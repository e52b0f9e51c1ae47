import { defineControl, fail, fragment, pass } from "../define.ts";
import { checklist, cis, fsbp, nist80053, securityHub, tenet } from "../frameworks.ts";
import { account, lines, name } from "../placeholders.ts";
import { userSubjects } from "./users.ts";

/**
 * Every IAM user has an MFA device, with a console password or without: a stolen key pair is worth less
 * where calls ask for MFA.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-19
 */
export const iamUserMfa = defineControl({
  id: "iam-user-mfa",
  title: "Every IAM user has MFA",
  version: 1,
  severity: "high",
  pillar: "identity",
  phase: 1,
  subject: "iam.credential",
  reads: [],
  mappings: [
    ...fsbp("IAM.5"),
    ...securityHub("IAM.19"),
    ...cis({ v14: ["1.10"], v30: ["1.10"], v50: ["1.9"] }),
    ...nist80053("IA-2(1)"),
    ...tenet("T6"),
    ...checklist(1),
  ],
  rationale:
    "A password or an access key that leaks is enough to become the user, unless a second factor stands in " +
    "the way. IAM users are the identities most often found in leaked code and phishing, so each of them " +
    "needs a device, or better, should give way to a role.",
  remediation: {
    summary:
      "Have the user enrol an MFA device (a passkey or hardware key rather than an app), or remove the user " +
      "and let the person or workload sign in through Identity Center or a role.",
    cli: lines(
      `aws iam create-virtual-mfa-device --virtual-mfa-device-name=${name} --outfile=mfa.png --bootstrap-method=QRCodePNG`,
      `aws iam enable-mfa-device --user-name=${name} --serial-number=arn:aws:iam::${account}:mfa/${name} --authentication-code1=CODE1 --authentication-code2=CODE2`,
    ),
    terraform: lines(
      'resource "aws_iam_virtual_mfa_device" "user" {',
      `  virtual_mfa_device_name = "${name}"`,
      "}",
      "# The user then enrols the device: AWS takes two codes from it, which Terraform cannot give.",
    ),
    verify: `aws iam list-mfa-devices --user-name=${name}`,
  },
  runbook: "credential-compromise",
  subjects: userSubjects,
  evaluate: ({ value }) => {
    const row = fragment("Credential report", "iam.credential mfaActive", value.mfaActive);
    return value.mfaActive
      ? pass(`${value.user} has an MFA device.`, row)
      : fail(`${value.user} has no MFA device.`, row);
  },
});
