import { defineControl, fail, pass } from "../define.ts";
import { checklist, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";
import { counted, isSecret, sightingFragments } from "./secret-sightings.ts";

/**
 * No environment variable of a function holds a secret: by the shape of its value, or because its name says so
 * and the value is no reference to where the secret is kept. Variables that Lambda could not decrypt for us
 * decide nothing.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const lambdaEnvNoSecrets = defineControl({
  id: "lambda-env-no-secrets",
  title: "No secrets in function environment",
  version: 1,
  severity: "high",
  pillar: "applications",
  phase: 3,
  subject: "lambda.function",
  reads: [],
  mappings: [...nist80053Ours("IA-5(7)"), ...tenet("T6"), ...checklist(10)],
  rationale:
    "A function's variables are shown in plain text to everyone who may read its configuration, and copied into " +
    "every published version, template and deployment log. A secret there cannot be rotated without a deployment, " +
    "so it never is.",
  remediation: {
    summary:
      "Put the secret into Secrets Manager or a SecureString parameter, let the function fetch it at start with its " +
      "own role, then change the secret: the old value is known.",
    cli: lines(
      `aws secretsmanager create-secret --region=${region} --name=SECRET --secret-string=file://secret.txt`,
      `aws lambda update-function-configuration --region=${region} --function-name=${name} --environment=file://environment.json`,
    ),
    terraform: lines(
      'resource "aws_lambda_function" "this" {',
      `  function_name = "${name}"`,
      "  environment {",
      "    variables = { DB_SECRET_ARN = aws_secretsmanager_secret.db.arn }",
      "  }",
      "}",
    ),
    verify: `aws lambda get-function-configuration --region=${region} --function-name=${name} --query="keys(Environment.Variables)"`,
  },
  runbook: "credential-compromise",
  evaluate: ({ value }) => {
    const found = sightingFragments("lambda.function", value.secrets, isSecret);
    return found.length === 0
      ? pass(
          `None of the ${counted(value.variableNames.length, "variable")} of ${value.name} holds a secret.`,
        )
      : fail(`The variables of ${value.name} hold ${counted(found.length, "secret")}.`, ...found);
  },
});
