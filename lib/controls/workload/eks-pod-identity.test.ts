import { expect, test } from "vitest";
import { arn, fact, policyDocument } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { eksCluster, issuer, role, workloadArn } from "../testing/workload-facts.ts";
import { eksPodIdentity } from "./eks-pod-identity.ts";

const id = workloadArn.eks("main");

function trusting(provider: string, over: object = {}) {
  const statement = {
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: arn.iam(`oidc-provider/${provider}`) },
    ...over,
  };
  return role("pods", { trustPolicy: policyDocument(statement) });
}

function association(cluster: string) {
  return fact("eks.pod-identity-association", `arn:aws:eks:x:y:podidentityassociation/${cluster}/a-1`, {
    clusterArn: workloadArn.eks(cluster),
    namespace: "orders",
    serviceAccount: "api",
    roleArn: arn.iam("role/api"),
  });
}

const none = role("other", { trustPolicy: policyDocument() });

test.each([
  ["an association", [association("main")], "pass"],
  ["an association of another cluster", [association("dev")], "fail"],
  ["a role that trusts the issuer", [trusting(issuer)], "pass"],
  ["a role that trusts another issuer", [trusting(`${issuer}0`)], "fail"],
  ["a role that denies the issuer", [trusting(issuer, { Effect: "Deny" })], "fail"],
  ["a role that lets the issuer tag only", [trusting(issuer, { Action: "sts:TagSession" })], "fail"],
  ["a role that lets the issuer do all of STS", [trusting(issuer, { Action: ["sts:*"] })], "pass"],
  ["neither", [none], "fail"],
  [
    "a trust that cannot be read",
    [role("odd")],
    "undecidable: The policy document does not follow the IAM grammar at Statement.",
  ],
  ["that, and an association", [role("odd"), association("main")], "pass"],
  ["that, and a role that trusts the issuer", [role("odd"), trusting(issuer)], "pass"],
])("%s", (_, facts, verdict) => {
  expect(verdicts(eksPodIdentity, [eksCluster("main"), ...facts])).toEqual({ [id]: verdict });
});

test("a cluster that EKS only connects to has no pods of ours", () => {
  const connected = eksCluster("main", { vpcId: null, oidcIssuer: null, endpointPrivateAccess: false });
  expect(verdicts(eksPodIdentity, [connected])).toEqual({ [id]: "notApplicable" });
});

test("a cluster without an issuer has associations alone", () => {
  const cluster = eksCluster("main", { oidcIssuer: null });
  expect(verdicts(eksPodIdentity, [cluster, role("odd")])).toEqual({ [id]: "fail" });
  expect(verdicts(eksPodIdentity, [cluster, role("odd"), association("main")])).toEqual({ [id]: "pass" });
});
