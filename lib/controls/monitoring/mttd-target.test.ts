import { expect, test } from "vitest";
import { accountId, fact } from "../testing/facts.ts";
import { hours } from "../testing/own-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { mttdTarget } from "./mttd-target.ts";

let count = 0;
function threat(seconds: number | null, severity: "high" | "medium" = "high") {
  count += 1;
  const createdAt = hours(-24);
  return fact("postern.threat", `uid-${count}`, {
    source: "guardduty",
    key: `finding-${count}`,
    type: "Trojan:EC2/DNSDataExfiltration",
    sample: false,
    severity,
    createdAt,
    firstObservedAt:
      seconds === null ? null : new Date(Date.parse(createdAt) - seconds * 1_000).toISOString(),
  });
}

test.each([
  ["a mean just under the target", [threat(299), threat(299.9)], "pass"],
  ["a mean of the target itself", [threat(200), threat(400)], "fail"],
  ["a slow one among fast ones", [threat(10), threat(10), threat(1_000)], "fail"],
  ["no threat", [], "notApplicable"],
  ["only minor ones", [threat(9_000, "medium")], "notApplicable"],
  ["none that tells when it began", [threat(null)], "notApplicable"],
])("%s", (_, facts, expected) => {
  expect(verdicts(mttdTarget, facts)).toEqual({ [`account/${accountId}`]: expected });
});

test("says how many it rests on and what was left out", () => {
  expect(evidenceOf(mttdTarget, [threat(100), threat(500), threat(null)])).toMatchObject({
    summary:
      "Threats of the last 30 days were detected after 300 s on average (n = 2); the target is under 300 s.",
    fragments: [{ value: { meanSeconds: 300, withinTarget: 1, n: 2, leftOut: { noStart: 1 } } }],
  });
});
