import { expect, test } from "vitest";
import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { accountId } from "../testing/facts.ts";
import { trail } from "../testing/monitoring-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { cloudtrailDataEvents } from "./cloudtrail-data-events.ts";

const objects = (
  read: PayloadOf<"cloudtrail.trail">["s3DataEvents"]["read"],
  write: PayloadOf<"cloudtrail.trail">["s3DataEvents"]["write"],
  over: Partial<PayloadOf<"cloudtrail.trail">> = {},
) => trail({ s3DataEvents: { read, write }, ...over });
const second = { arn: "arn:aws:cloudtrail:eu-central-1:1:trail/second", name: "second" };

test.each([
  ["reads and writes of all", [objects("all", "all")], "pass"],
  ["reads and writes by the Organization's trail", [objects("all", "all", { organization: true })], "pass"],
  ["reads by one and writes by another", [objects("all", "none"), objects("none", "all", second)], "pass"],
  ["writes of all", [objects("none", "all")], "fail"],
  ["reads of all", [objects("all", "none")], "fail"],
  ["reads of all, writes of some", [objects("all", "some")], "fail"],
  ["some, twice", [objects("some", "some"), objects("some", "some", second)], "fail"],
  ["all, but stopped", [objects("all", "all", { logging: false })], "fail"],
  ["all, in one Region", [objects("all", "all", { multiRegion: false })], "fail"],
  ["none", [objects("none", "none")], "fail"],
  ["nothing, without a trail", [], "fail"],
])("%s", (_, facts, verdict) => {
  expect(verdicts(cloudtrailDataEvents, facts)).toEqual({ [`account/${accountId}`]: verdict });
});

test("says what lacks, and who records", () => {
  expect(evidenceOf(cloudtrailDataEvents, [objects("none", "all")]).summary).toBe(
    "No trail that logs in all Regions records reads of every object in S3.",
  );
  expect(
    evidenceOf(cloudtrailDataEvents, [objects("all", "none"), objects("none", "all", second)]).summary,
  ).toBe("Reads and writes of every object in S3 are recorded by main and second.");
});
