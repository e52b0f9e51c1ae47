import { expect, test } from "vitest";
import { arn, asOf, fact, instance } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { ec2SsmManaged } from "./ec2-ssm-managed.ts";

const id = arn.ec2("instance/i-1");

function agent(pingStatus: string, machine = "i-1") {
  return fact("ssm.instance", arn.ec2(`instance/${machine}`), {
    id: machine,
    pingStatus,
    resourceType: "EC2Instance",
    platformType: null,
    platformName: null,
    platformVersion: null,
    agentVersion: null,
  });
}

function minutesAgo(minutes: number): string {
  return new Date(asOf.getTime() - minutes * 60_000).toISOString();
}

test.each([
  ["online", {}, [agent("Online")], "pass"],
  ["connection lost", {}, [agent("ConnectionLost")], "fail"],
  ["inactive", {}, [agent("Inactive")], "fail"],
  ["another instance is online", {}, [agent("Online", "i-2")], "fail"],
  ["unknown to Systems Manager", {}, [], "fail"],
  ["stopped, unknown", { state: "stopped" }, [], "notApplicable"],
  ["stopped, known", { state: "stopped" }, [agent("ConnectionLost")], "notApplicable"],
  ["starting", { state: "pending" }, [], "notApplicable"],
  ["started 14 minutes ago", { launchedAt: minutesAgo(14) }, [], "notApplicable"],
  ["started 14 minutes ago, online", { launchedAt: minutesAgo(14) }, [agent("Online")], "pass"],
  ["started 15 minutes ago", { launchedAt: minutesAgo(15) }, [], "fail"],
])("%s", (_, over, agents, verdict) => {
  expect(verdicts(ec2SsmManaged, [instance("i-1", over), ...agents])).toEqual({ [id]: verdict });
});

test("a terminated instance is gone", () => {
  expect(verdicts(ec2SsmManaged, [instance("i-1", { state: "terminated" })])).toEqual({});
});
