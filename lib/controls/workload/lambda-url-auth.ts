import { defineControl, fail, filling, fragment, pass } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { lines, placeholder, region } from "../placeholders.ts";

const lambdaFunction = placeholder("function");

/**
 * A function URL asks for a signature that IAM checks (`AWS_IAM`). With `NONE` Lambda asks nobody who they are,
 * whatever the function's own policy still holds back.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export const lambdaUrlAuth = defineControl({
  id: "lambda-url-auth",
  title: "Function URLs use IAM",
  version: 1,
  severity: "high",
  pillar: "applications",
  phase: 3,
  subject: "lambda.function-url",
  reads: [],
  mappings: [...nist80053Ours("AC-3"), ...tenet("T6")],
  rationale:
    "A function URL is an address on the internet with no network in front of it: no security group, no private " +
    "subnet. Without IAM everyone who learns the address runs the function, with its role and at our cost.",
  remediation: {
    summary:
      "Require IAM and let callers sign their requests; give those who may call lambda:InvokeFunctionUrl. For the " +
      "public put CloudFront or API Gateway with its own authentication in front.",
    cli: lines(
      "# With --qualifier where the URL is an alias's.",
      `aws lambda update-function-url-config --region=${region} --function-name=${lambdaFunction} --auth-type=AWS_IAM`,
      `aws lambda remove-permission --region=${region} --function-name=${lambdaFunction} --statement-id=FunctionURLAllowPublicAccess`,
    ),
    terraform: lines(
      'resource "aws_lambda_function_url" "this" {',
      `  function_name      = "${lambdaFunction}"`,
      '  authorization_type = "AWS_IAM"',
      "}",
    ),
    fills: ["function"],
    verify: `aws lambda list-function-url-configs --region=${region} --function-name=${lambdaFunction}`,
  },
  runbook: "public-exposure",
  evaluate: ({ value: { authType, functionArn, url } }) => {
    const shown = fragment("Function URL", "lambda.function-url authType, url", { authType, url });
    return authType === "AWS_IAM"
      ? pass(`${url} asks IAM who calls.`, shown)
      : filling(fail(`${url} lets anyone call, without authentication (${authType}).`, shown), {
          function: functionArn,
        });
  },
});
