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

test.each([
  [true, {}, "prod/orders is scanned on push."],
  [false, rules("SCAN_ON_PUSH", "*"), "A rule of the registry scans prod/orders: SCAN_ON_PUSH."],
  [false, { scanType: "ENHANCED" }, "Nothing scans the images of prod/orders by itself."],
  [
    true,
    { scanType: "ENHANCED" },
    "Enhanced scanning leaves prod/orders out, whose own scan on push it replaced.",
  ],
])("the evidence says what scans it, or why nothing does", (scanOnPush, registry, summary) => {
  const facts = [repository("prod/orders", { scanOnPush }), registryScanning(registry)];
  expect(evidenceOf(ecrScan, facts).summary).toBe(summary);
});

test("the evidence shows the rule with its place", () => {
  const registry = registryScanning({
    rules: [
      { frequency: "MANUAL", filters: ["*"] },
      { frequency: "SCAN_ON_PUSH", filters: ["prod/*"] },
    ],
  });
  expect(evidenceOf(ecrScan, [repository("prod/orders"), registry]).fragments).toEqual([
    {
      label: "Rule 2",
      place: "ecr.registry-scanning rules[1]",
      value: { frequency: "SCAN_ON_PUSH", filters: ["prod/*"] },
    },
  ]);
});
