import { expect, test } from "vitest";
import { controls } from "#lib/controls/registry.ts";
import { countFailures, failureCounts } from "./success.ts";

const tally = (controlId: string, passed: number, failed: number, rest = {}) => ({
  controlId,
  passed,
  failed,
  unknown: 0,
  notApplicable: 0,
  excepted: 0,
  ...rest,
});

test("counts what fails, leaves out what is excepted, and says what is unknown", () => {
  const counted = countFailures([
    tally("iam-no-full-admin", 7, 2, { excepted: 1 }),
    tally("boundary-delegated-admin", 4, 3, { unknown: 5 }),
    tally("iam-no-service-wildcard", 1, 6),
    tally("vpce-policy-scoped", 0, 1, { notApplicable: 2 }),
    tally("s3-versioning", 0, 100),
  ]);
  expect(counted.get("privileges.standing")).toMatchObject({
    value: 5,
    n: 16,
    unknown: 5,
    excluded: { excepted: 1 },
  });
  expect(counted.get("policies.broad")).toMatchObject({ value: 7, n: 8, excluded: { notApplicable: 2 } });
});

test("nothing judged is no data, not none", () => {
  expect(
    countFailures([tally("iam-no-full-admin", 0, 0, { unknown: 3 })]).get("privileges.standing"),
  ).toMatchObject({ value: null, unknown: 3 });
});

test("every control that is counted exists", () => {
  const known = controls.map(({ id }) => id);
  expect(known).toEqual(expect.arrayContaining(Object.values(failureCounts).flat()));
});
