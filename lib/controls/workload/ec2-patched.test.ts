import { expect, test } from "vitest";
import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { arn, fact } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { ec2Patched } from "./ec2-patched.ts";

const id = arn.ec2("instance/i-1");

function patchState(over: Partial<PayloadOf<"ssm.patch-state">>) {
  return fact("ssm.patch-state", id, {
    id: "i-1",
    baselineId: "pb-1",
    patchGroup: null,
    missing: 0,
    failed: 0,
    pendingReboot: 0,
    criticalNonCompliant: 0,
    securityNonCompliant: 0,
    ...over,
  });
}

test.each([
  ["nothing open", {}, "pass"],
  ["one missing", { missing: 1 }, "fail"],
  ["one failed", { failed: 1 }, "fail"],
  ["only a restart is lacking", { pendingReboot: 2 }, "pass"],
])("%s", (_, over, verdict) => {
  expect(verdicts(ec2Patched, [patchState(over)])).toEqual({ [id]: verdict });
});

test.each([
  [{ missing: 3, failed: 1 }, "i-1 lacks 3 patches, and 1 failed."],
  [{ pendingReboot: 2 }, "i-1 lacks no patch; 2 wait for a restart."],
  [{}, "i-1 lacks no patch."],
])("the evidence of %o counts what is open", (over, summary) => {
  expect(evidenceOf(ec2Patched, [patchState(over)]).summary).toBe(summary);
});
