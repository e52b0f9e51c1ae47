import { defineControl, fail, fragment, notApplicable, pass } from "../define.ts";
import { fsbp, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";

/**
 * A cluster's API server has no public endpoint; one that is limited to some addresses is public still, and
 * told. Not applicable to clusters that EKS only connects to: their API is not AWS's.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-1
 */
export const eksEndpointPrivate = defineControl({
  id: "eks-endpoint-private",
  title: "Cluster API is private",
  version: 1,
  severity: "high",
  pillar: "networks",
  phase: 3,
  subject: "eks.cluster",
  reads: [],
  mappings: [...fsbp("EKS.1"), ...nist80053Ours("SC-7"), ...tenet("T2")],
  rationale:
    "Whoever talks to the API server with a valid token rules everything in the cluster. Public, it waits for a " +
    "stolen token or the next flaw in its authentication from anywhere; private, the attacker first has to be in the " +
    "network.",
  remediation: {
    summary:
      "Make sure that builds and people reach the VPC (VPN, peering, a runner inside), turn the private endpoint on, " +
      "then the public one off.",
    cli: `aws eks update-cluster-config --region=${region} --name=${name} --resources-vpc-config=endpointPublicAccess=false,endpointPrivateAccess=true`,
    terraform: lines(
      'resource "aws_eks_cluster" "this" {',
      `  name = "${name}"`,
      "  vpc_config {",
      "    endpoint_public_access  = false",
      "    endpoint_private_access = true",
      "  }",
      "}",
    ),
    verify: `aws eks describe-cluster --region=${region} --name=${name} --query=cluster.resourcesVpcConfig`,
  },
  runbook: "public-exposure",
  evaluate: ({ value }) => {
    const { endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs } = value;
    const endpoint = fragment("Endpoint", "eks.cluster endpointPublicAccess, publicAccessCidrs", {
      endpointPublicAccess,
      endpointPrivateAccess,
      publicAccessCidrs,
    });
    if (!endpointPublicAccess && !endpointPrivateAccess)
      return notApplicable(`EKS does not run ${value.name}.`, endpoint);
    if (!endpointPublicAccess) return pass(`The API of ${value.name} has no public endpoint.`, endpoint);
    return publicAccessCidrs.includes("0.0.0.0/0")
      ? fail(`The API of ${value.name} has a public endpoint for every address.`, endpoint)
      : fail(
          `The API of ${value.name} has a public endpoint, for ${publicAccessCidrs.join(", ")}.`,
          endpoint,
        );
  },
});
