import { expect, test } from "vitest";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { registryScanning, repository, workloadArn } from "../testing/workload-facts.ts";
import { ecrScan } from "./ecr-scan.ts";

const id = workloadArn.ecr("prod/orders");

function rules(frequency: string, ...filters: string[]) {
  return { rules: [{ frequency, filters }] };
}

test.each([
  ["its own scan on push", true, {}, "pass"],
  ["nothing", false, {}, "fail"],
  ["a rule for all", false, rules("SCAN_ON_PUSH", "*"), "pass"],
  ["a continuous rule", false, { scanType: "ENHANCED", ...rules("CONTINUOUS_SCAN", "prod/*") }, "pass"],
  ["a rule for others", false, rules("SCAN_ON_PUSH", "dev/*", "tools"), "fail"],
  ["the second filter", false, rules("SCAN_ON_PUSH", "dev/*", "*/orders"), "pass"],
  ["a filter without a star, anywhere in the name", false, rules("SCAN_ON_PUSH", "d/ord"), "pass"],
  ["a filter with a star, in a part of the name only", false, rules("SCAN_ON_PUSH", "d/ord*"), "fail"],
  ["a rule that scans when asked", false, rules("MANUAL", "*"), "fail"],
  ["its own scan on push beside it", true, rules("MANUAL", "*"), "pass"],
  ["its own scan on push, which enhanced scanning replaced", true, { scanType: "ENHANCED" }, "fail"],
])("%s", (_, scanOnPush, registry, verdict) => {
  const facts = [repository("prod/orders", { scanOnPush }), registryScanning(registry)];
  expect(verdicts(ecrScan, facts)).toEqual({ [id]: verdict });
});

test("a registry that is not among the facts decides nothing", () => {
  expect(verdicts(ecrScan, [repository("prod/orders", { scanOnPush: true })])).toEqual({
    [id]: "undecidable: The scanning configuration of the registry is not among the facts.",
  });
});

test("the remediation has the whole name, of which the id's last part is a piece", () => {
  const facts = [repository("prod/orders"), registryScanning()];
  expect(evidenceOf(ecrScan, facts).values).toEqual({ repository: "prod/orders" });
});
