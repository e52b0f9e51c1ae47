import { expect, test } from "vitest";
import { arn, organizationId, policyDocument } from "../testing/facts.ts";
import { sharedBy, vpcEndpoint } from "../testing/network-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { vpcePolicyScoped } from "./vpce-policy-scoped.ts";

const id = arn.ec2("vpc-endpoint/vpce-s3");
const all = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const ours = { StringEquals: { "aws:PrincipalOrgID": organizationId } };
const partner = { serviceName: "com.amazonaws.vpce.eu-central-1.vpce-svc-1", type: "Interface" };

test.each([
  ["AWS's default", {}, "fail"],
  ["the default of an interface endpoint", { type: "Interface" }, "fail"],
  ["our principals alone", { policy: policyDocument({ ...all, Condition: ours }) }, "pass"],
  ["one bucket alone", { policy: policyDocument({ ...all, Resource: "arn:aws:s3:::orders/*" }) }, "pass"],
  ["no policy", { policy: null }, "notApplicable"],
  ["a partner's service", partner, "notApplicable"],
  ["a firewall's service", { ...partner, type: "GatewayLoadBalancer", policy: null }, "notApplicable"],
  ["a document that does not parse", { policy: "{" }, "undecidable: The policy document is not valid JSON."],
  ["an endpoint that is still to come", { state: "pending" }, "fail"],
])("%s", (_, over, verdict) => {
  expect(verdicts(vpcePolicyScoped, [vpcEndpoint("s3", over)])).toEqual({ [id]: verdict });
});

test.each(["deleting", "deleted", "failed", "rejected"])("an endpoint that is %s is gone", (state) => {
  expect(verdicts(vpcePolicyScoped, [vpcEndpoint("s3", { state })])).toEqual({});
});

test("an endpoint of another account is judged there", () => {
  expect(verdicts(vpcePolicyScoped, [sharedBy(vpcEndpoint("s3"))])).toEqual({});
});

test("the evidence shows the statement", () => {
  const policy = policyDocument({ ...all, Action: "s3:GetObject" }, { ...all, Sid: "Everything" });
  expect(evidenceOf(vpcePolicyScoped, [vpcEndpoint("s3", { policy })])).toMatchObject({
    summary: "The policy of vpce-s3 allows everybody everything of com.amazonaws.eu-central-1.s3.",
    fragments: [
      { label: "Statement 2 (Everything)", place: "ec2.vpc-endpoint policy Statement[1]" },
      { label: "Service" },
    ],
  });
});
