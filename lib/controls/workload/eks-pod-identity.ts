import { defineControl, fail, fragment, notApplicable, pass, Undecidable } from "../define.ts";
import { checklist, nist80053Ours, tenet } from "../frameworks.ts";
import { account, lines, name, region } from "../placeholders.ts";
import { issuerOf, trustInIssuers } from "./issuers.ts";

/**
 * Pods of a cluster have identities of their own: a Pod Identity association, or a role of the account that
 * trusts the cluster's issuer (IRSA). Which pods use it cannot be seen from AWS, and neither can roles of other
 * accounts that trust the issuer. Not applicable to clusters that EKS only connects to.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-accounts.html
 */
export const eksPodIdentity = defineControl({
  id: "eks-pod-identity",
  title: "Pods have their own identity",
  version: 1,
  severity: "high",
  pillar: "applications",
  phase: 3,
  subject: "eks.cluster",
  reads: ["eks.pod-identity-association", "iam.role"],
  mappings: [...nist80053Ours("IA-9"), ...tenet("T6"), ...checklist(12)],
  rationale:
    "Pods without an identity use the role of the node they land on, so every pod of the cluster may do what any of " +
    "them needs. With a role for each service account a taken-over pod gets what that one workload may do.",
  remediation: {
    summary:
      "Install the Pod Identity agent and associate each service account that calls AWS with a role of its own; the " +
      "policy here is the trust that such a role needs. Then keep pods from the node's role with a hop limit of 1.",
    cli: lines(
      `aws eks create-addon --region=${region} --cluster-name=${name} --addon-name=eks-pod-identity-agent`,
      "aws iam create-role --role-name=ROLE --assume-role-policy-document=file://trust.json",
      `aws eks create-pod-identity-association --region=${region} --cluster-name=${name} --namespace=NAMESPACE --service-account=SERVICE_ACCOUNT --role-arn=arn:aws:iam::${account}:role/ROLE`,
    ),
    terraform: lines(
      'resource "aws_eks_pod_identity_association" "this" {',
      `  cluster_name    = "${name}"`,
      '  namespace       = "NAMESPACE"',
      '  service_account = "SERVICE_ACCOUNT"',
      "  role_arn        = aws_iam_role.pod.arn",
      "}",
    ),
    policy: lines(
      "{",
      '  "Version": "2012-10-17",',
      '  "Statement": [',
      "    {",
      '      "Effect": "Allow",',
      '      "Principal": { "Service": "pods.eks.amazonaws.com" },',
      '      "Action": ["sts:AssumeRole", "sts:TagSession"]',
      "    }",
      "  ]",
      "}",
    ),
    verify: `aws eks list-pod-identity-associations --region=${region} --cluster-name=${name}`,
  },
  runbook: "lateral-movement",
  evaluate: ({ resourceId, value }, facts) => {
    if (value.vpcId === null) return notApplicable(`EKS does not run ${value.name}.`);
    const issuer = issuerOf(value);
    const trust = trustInIssuers(facts);
    const role = issuer === null ? undefined : trust.roles.get(issuer)?.at(-1);
    if (role !== undefined)
      return pass(
        `A role trusts the service accounts of ${value.name} (IRSA).`,
        fragment("Issuer", "eks.cluster oidcIssuer", value.oidcIssuer),
        fragment("Role", "iam.role trustPolicy", role),
      );
    const own = facts
      .all("eks.pod-identity-association")
      .find(({ payload }) => payload.clusterArn === resourceId)?.payload;
    if (own !== undefined)
      return pass(
        `${value.name} has a Pod Identity association.`,
        fragment("Association", "eks.pod-identity-association", {
          namespace: own.namespace,
          serviceAccount: own.serviceAccount,
          roleArn: own.roleArn,
        }),
      );
    if (issuer !== null && trust.unread !== null) throw new Undecidable(trust.unread, "iam.role");
    return fail(
      `No Pod Identity association and no role that trusts its issuer: the pods of ${value.name} use their node's role.`,
      fragment("Issuer", "eks.cluster oidcIssuer", value.oidcIssuer),
    );
  },
});
