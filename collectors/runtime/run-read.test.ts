import { expect, test } from "vitest";
import { factRead } from "./define.ts";
import { RunCancelled } from "./failure.ts";
import { runRead } from "./run-read.ts";
import { assumedSession } from "./session.ts";

const access = {
  roleName: "PosternReadOnly",
  externalId: undefined,
  homeRegion: "us-east-1",
  partition: "aws",
};
const read = factRead({
  yields: ["ec2.vpc"],
  operations: ["ec2:DescribeVpcs"],
  async *collect() {},
});

function target(signal: AbortSignal, deadlineMs: number) {
  return {
    session: assumedSession("111122223333", access, 1n),
    collector: { service: "ec2", scope: "regional" as const, reads: [read], budgets: {} },
    read,
    region: "us-east-1",
    signal,
    deadlineMs,
    enabledRegions: [],
    needed: () => [],
  };
}

test("a read whose turn comes after the run was cancelled begins nothing", async () => {
  let begun = false;
  const reading = runRead(target(AbortSignal.abort(), 1_000), async () => {
    begun = true;
    throw new Error("nobody waits for this one");
  });
  await expect(reading).rejects.toThrow(RunCancelled);
  expect(begun).toBe(false);
});

test("a read that outlives its deadline is a failure that says so, and is not waited for", async () => {
  const end = await runRead(target(new AbortController().signal, 20), () => new Promise(() => undefined));
  expect(end.failure).toMatchObject({
    state: "failed",
    cause: { code: "Deadline", action: "ec2:DescribeVpcs", message: "The read was given up after 0.02 s." },
  });
});
