import { expect, test } from "vitest";
import { accountId, fact } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { collectionCoverage } from "./collection-coverage.ts";

const account = `account/${accountId}`;

const lack = (kind: string) => ({ kind, region: "eu-central-1", state: "denied", seenAt: null });
const state = (...lacking: ReturnType<typeof lack>[]) =>
  fact("postern.evidence", account, { expected: 40, lacking });

test("passes when everything was seen, fails when one input was not", () => {
  expect(verdicts(collectionCoverage, [state()])).toEqual({ [account]: "pass" });
  expect(verdicts(collectionCoverage, [state(lack("ec2.vpc"))])).toEqual({ [account]: "fail" });
});

test("names what was not seen", () => {
  expect(evidenceOf(collectionCoverage, [state(lack("ec2.vpc"), lack("ec2.subnet"))])).toMatchObject({
    summary: "2 of 40 inputs, of 2 kinds, were not completely seen within 24 hours.",
    fragments: [{ value: { seen: 38, expected: 40 } }, { value: [lack("ec2.vpc"), lack("ec2.subnet")] }],
  });
});
