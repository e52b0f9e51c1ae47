import { expect, test } from "vitest";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { eksCluster, workloadArn } from "../testing/workload-facts.ts";
import { eksEndpointPrivate } from "./eks-endpoint-private.ts";

const office = ["198.51.100.0/24"];

test.each([
  ["private", {}, "pass"],
  ["private, with addresses that mean nothing", { publicAccessCidrs: ["0.0.0.0/0"] }, "pass"],
  ["public", { endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] }, "fail"],
  ["public to an office", { endpointPublicAccess: true, publicAccessCidrs: office }, "fail"],
  ["connected from elsewhere", { endpointPrivateAccess: false, vpcId: null }, "notApplicable"],
])("%s", (_, over, verdict) => {
  expect(verdicts(eksEndpointPrivate, [eksCluster("main", over)])).toEqual({
    [workloadArn.eks("main")]: verdict,
  });
});

test("the evidence tells a limited endpoint from an open one", () => {
  const cluster = eksCluster("main", { endpointPublicAccess: true, publicAccessCidrs: office });
  expect(evidenceOf(eksEndpointPrivate, [cluster]).summary).toBe(
    "The API of main has a public endpoint, for 198.51.100.0/24.",
  );
});
