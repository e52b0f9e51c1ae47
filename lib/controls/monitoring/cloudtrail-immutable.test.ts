import { expect, test } from "vitest";
import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { arn, fact, strangerId } from "../testing/facts.ts";
import { trail } from "../testing/monitoring-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { cloudtrailImmutable } from "./cloudtrail-immutable.ts";

const locked = { enabled: true, mode: "COMPLIANCE", retentionDays: 365 };

function bucket(lock: PayloadOf<"s3.bucket-object-lock">, name = "logs") {
  return fact("postern.log-bucket", arn.bucket(name), { name, ownerId: strangerId, lock });
}

const unseen = "undecidable: The bucket a trail delivers to is in an account that was not seen.";

test.each([
  ["locked by default", [bucket(locked)], "pass"],
  ["locked so that some may unlock it", [bucket({ ...locked, mode: "GOVERNANCE" })], "pass"],
  ["not locked", [bucket({ enabled: false, mode: null, retentionDays: null })], "fail"],
  ["locked only where asked for", [bucket({ enabled: true, mode: null, retentionDays: null })], "fail"],
  ["in an account that was not seen", [], unseen],
  ["another than the one that is locked", [bucket(locked, "other")], unseen],
])("a bucket that is %s", (_, facts, verdict) => {
  const one = trail();
  expect(verdicts(cloudtrailImmutable, [one, ...facts])).toEqual({ [one.resourceId]: verdict });
});

test("the evidence says where the bucket is, and fills in its name", () => {
  const open = bucket({ enabled: false, mode: null, retentionDays: null });
  expect(evidenceOf(cloudtrailImmutable, [trail({ organization: true }), open])).toMatchObject({
    summary: "The Organization's trail main delivers to logs, which has no Object Lock.",
    fragments: [{ value: "logs" }, { label: "Object Lock in 444455556666" }],
    values: { bucket: "logs" },
  });
});
