import { expect, test } from "vitest";
import { groupCauses } from "./cause-groups.ts";

const cause = (region: string, action: string | null, message = "no") => ({
  region,
  kind: "ec2.vpc",
  state: "denied",
  action,
  message,
});

test("one denied action in many Regions is one entry", () => {
  const groups = groupCauses([
    cause("eu-west-1", "ec2:DescribeVpcs", "in run 1"),
    cause("eu-west-2", "ec2:DescribeVpcs", "in run 2"),
    cause("eu-west-3", "ec2:DescribeVpcs"),
    cause("global", "ec2:DescribeRegions"),
  ]);
  expect(groups.map(({ where, causes }) => [where, causes.length])).toEqual([
    ["in 3 Regions", 3],
    ["", 1],
  ]);
});

test("without an action, different messages are different causes", () => {
  expect(groupCauses([cause("a", null, "one"), cause("a", null, "two")])).toHaveLength(2);
});
