import { defineControl, fail, fragment, pass } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";

/**
 * The permissions of an endpoint service name who may connect: none is `*`. That requests have to be accepted by
 * hand is told, and not enough: who accepts sees an account id and a promise.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions
 */
export const privatelinkScoped = defineControl({
  id: "privatelink-scoped",
  title: "PrivateLink services are restricted",
  version: 1,
  severity: "medium",
  pillar: "networks",
  phase: 2,
  subject: "ec2.endpoint-service",
  reads: [],
  mappings: [...nist80053Ours("AC-3"), ...tenet("T2")],
  rationale:
    "An endpoint service opens a private network to other accounts. With * as its permission every AWS account in the " +
    "world may ask for a connection to what stands behind the load balancer.",
  remediation: {
    summary: "Name the accounts or roles that may connect and remove *. Ask for acceptance as well.",
    cli: lines(
      `aws ec2 modify-vpc-endpoint-service-permissions --region=${region} --service-id=${name} --remove-allowed-principals='["*"]' --add-allowed-principals='["arn:aws:iam::CONSUMER_ACCOUNT:root"]'`,
      `aws ec2 modify-vpc-endpoint-service-configuration --region=${region} --service-id=${name} --acceptance-required`,
    ),
    terraform: lines(
      'resource "aws_vpc_endpoint_service" "this" {',
      "  acceptance_required        = true",
      "  network_load_balancer_arns = [aws_lb.this.arn]",
      '  allowed_principals         = ["arn:aws:iam::CONSUMER_ACCOUNT:root"]',
      "}",
    ),
    verify: `aws ec2 describe-vpc-endpoint-service-permissions --region=${region} --service-id=${name}`,
  },
  runbook: "lateral-movement",
  evaluate: ({ value: { id, allowedPrincipals, acceptanceRequired } }) => {
    const allowed = fragment("Permissions", "ec2.endpoint-service allowedPrincipals", {
      allowedPrincipals,
      acceptanceRequired,
    });
    if (!allowedPrincipals.includes("*"))
      return pass(`${id} names who may connect: ${allowedPrincipals.length} principals.`, allowed);
    return fail(
      `Every account may connect to ${id}${acceptanceRequired ? ", once it is accepted" : " at once"}.`,
      allowed,
    );
  },
});
