import { isSecretName } from "#lib/inventory/secret-names.ts";
import { defineControl, fail, filling, fragment, notApplicable, pass } from "../define.ts";
import { checklist, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, placeholder, region } from "../placeholders.ts";

const parameter = placeholder("parameter");

/**
 * A parameter whose name says that its value is a secret is a SecureString. The last part of the name decides:
 * `/orders/prod/db-password` names a secret, `/secrets/region` does not. Values are never read.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-securestring.html
 */
export const ssmNoPlainSecrets = defineControl({
  id: "ssm-no-plain-secrets",
  title: "Parameters that look secret are SecureString",
  version: 1,
  severity: "medium",
  pillar: "data",
  phase: 3,
  subject: "ssm.parameter",
  reads: [],
  mappings: [...nist80053Ours("IA-5(7)"), ...tenet("T6"), ...checklist(10)],
  rationale:
    "A secret in a plain parameter is readable by every role that may read parameters, which is most of them, " +
    "and shows in consoles, logs and history. As a SecureString it also takes the right to use the key.",
  remediation: {
    summary:
      "Change the secret itself first, since its old value stays in the parameter's history. Store the new one " +
      "as a SecureString under another name, move its readers to it, and delete the plain parameter.",
    cli: lines(
      "aws ssm put-parameter --name=NEW_NAME --type=SecureString --key-id=KEY --value=file://new-value.txt",
      `aws ssm delete-parameter --region=${region} --name=${parameter}`,
    ),
    terraform: lines(
      'resource "aws_ssm_parameter" "secret" {',
      `  region           = "${region}"`,
      `  name             = "${parameter}"`,
      '  type             = "SecureString"',
      "  key_id           = aws_kms_key.parameters.arn",
      "  value_wo         = ephemeral.random_password.new.result",
      "  value_wo_version = 1",
      "}",
    ),
    fills: ["parameter"],
    verify: `aws ssm describe-parameters --region=${region} --parameter-filters=Key=Type,Values=String,StringList`,
  },
  runbook: "credential-compromise",
  evaluate: ({ value: { name, type } }) => {
    const seen = fragment("Type", "ssm.parameter type", type);
    if (!isSecretName(name.slice(name.lastIndexOf("/") + 1)))
      return notApplicable(`Nothing in the name of ${name} says that it is secret.`);
    return type === "SecureString"
      ? pass(`${name} is a SecureString.`, seen)
      : filling(fail(`${name} is named like a secret and is a plain ${type}.`, seen), { parameter: name });
  },
});
