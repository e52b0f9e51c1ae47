import { expect, test } from "vitest";
import { decodePatchState } from "./ssm.ts";

/** After the example of https://docs.aws.amazon.com/cli/latest/reference/ssm/describe-instance-patch-states.html */
const documented = {
  InstanceId: "i-1234567890abcdef0",
  PatchGroup: "my-patch-group",
  BaselineId: "pb-0713accee01234567",
  SnapshotId: "521c3536-930c-4aa9-950e-01234567abcd",
  CriticalNonCompliantCount: 2,
  SecurityNonCompliantCount: 2,
  OtherNonCompliantCount: 1,
  InstalledCount: 123,
  InstalledOtherCount: 334,
  InstalledPendingRebootCount: 0,
  InstalledRejectedCount: 0,
  MissingCount: 1,
  FailedCount: 2,
  UnreportedNotApplicableCount: 11,
  NotApplicableCount: 2063,
  OperationStartTime: new Date("2021-05-03T11:00:56-07:00"),
  OperationEndTime: new Date("2021-05-03T11:01:09-07:00"),
  Operation: "Scan" as const,
};

test("a scan keeps what it left open, and nothing that every scan changes", () => {
  const expected = {
    id: "i-1234567890abcdef0",
    baselineId: "pb-0713accee01234567",
    patchGroup: "my-patch-group",
    missing: 1,
    failed: 2,
    pendingReboot: 0,
    criticalNonCompliant: 2,
    securityNonCompliant: 2,
  };
  expect(decodePatchState(documented)).toEqual(expected);
  const later = { ...documented, OperationEndTime: new Date(), InstalledCount: 124, SnapshotId: "other" };
  expect(decodePatchState(later)).toEqual(expected);
});
