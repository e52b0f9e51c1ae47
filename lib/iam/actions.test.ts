import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ActionTable } from "./actions.ts";
import { actionTable } from "./data/action-table.ts";
import lines from "./data/actions.json" with { type: "json" };
import { actionLines } from "./testing/generate-actions.ts";

test("the table that is kept is the one the package gives", async () => {
  expect(lines).toEqual(await actionLines());
});

const small = new ActionTable([
  "one list - ListThings",
  "one read one GetThing GetThingPolicy",
  "one write one,other PutThing",
  "one permissions-management one PutThingPolicy",
  "one-more read - GetThing",
  "two tagging two TagThing",
  "two write * CopyThing",
]);

function expanded(pattern: string) {
  return small.names(small.expand(pattern));
}

test.each([
  ["one:GetThing", ["one:GetThing"]],
  ["ONE:getthing", ["one:GetThing"]],
  ["one:*", ["one:GetThing", "one:GetThingPolicy", "one:ListThings", "one:PutThing", "one:PutThingPolicy"]],
  ["one:*Policy", ["one:GetThingPolicy", "one:PutThingPolicy"]],
  ["one:?etThing", ["one:GetThing"]],
  ["one:G**t*g*y", ["one:GetThingPolicy"]],
  ["*:GetThing", ["one-more:GetThing", "one:GetThing"]],
  ["one*:GetThing", ["one-more:GetThing", "one:GetThing"]],
  ["t?o:*", ["two:CopyThing", "two:TagThing"]],
  ["three:*", []],
  ["one:GetThings", []],
  ["one", []],
  ["one:GetThing:x", []],
  ["", []],
])("%s is %j", (pattern, actions) => {
  expect(expanded(pattern)).toEqual(actions);
});

test("everything, however it is written", () => {
  for (const pattern of ["*", "**", "*:*"]) expect(expanded(pattern)).toHaveLength(8);
});

test.each([
  ["*", 8],
  [
    "arn:aws:one:::thing",
    ["one:GetThing", "one:GetThingPolicy", "one:PutThing", "one:PutThingPolicy", "two:CopyThing"],
  ],
  ["arn:aws:other:::thing/*", ["one:PutThing", "two:CopyThing"]],
  ["arn:aws:*", 6],
  ["arn:*", 6],
  [
    "arn:aws:o*:x",
    ["one:GetThing", "one:GetThingPolicy", "one:PutThing", "one:PutThingPolicy", "two:CopyThing"],
  ],
  ["arn:aws:third:::thing", ["two:CopyThing"]],
])("reached by %s: %j", (resource, expected) => {
  const reached = small.names(small.reachedBy(resource));
  if (typeof expected === "number") expect(reached).toHaveLength(expected);
  else expect(reached).toEqual(expected);
});

test("what names none of the resources that an action needs does not reach it", () => {
  // SendCommand needs a document; the bucket that it may write to is another thing.
  const reaches = (resource: string) =>
    actionTable.named("ssm:SendCommand").isSubsetOf(actionTable.reachedBy(resource));
  expect(reaches("arn:aws:s3:::reports")).toBe(false);
  expect(reaches("arn:aws:ssm:*:*:document/AWS-RunShellScript")).toBe(true);
});

test("levels", () => {
  expect(small.names(small.atLevels(["write", "permissions-management"]))).toEqual([
    "one:PutThing",
    "one:PutThingPolicy",
    "two:CopyThing",
  ]);
});

test("a misspelt action is a mistake of the programmer", () => {
  expect(() => small.named("one:GetThng")).toThrow("one:GetThng");
});

describe("AWS's own actions", () => {
  test("are some 22,000, of all levels", () => {
    expect(actionTable.all.size).toBeGreaterThan(20_000);
    for (const level of ["list", "read", "tagging", "write", "permissions-management"] as const)
      expect(actionTable.atLevels([level]).size).toBeGreaterThan(100);
  });

  test("expansion is idempotent: what a pattern names, named one by one, is the same", () => {
    const services = fc.constantFrom("s3", "iam", "ec2", "S3*", "*");
    const actions = fc.string({
      unit: fc.constantFrom("*", "?", "g", "e", "t", "P", "o", "l"),
      maxLength: 6,
    });
    fc.assert(
      fc.property(services, actions, (service, action) => {
        const names = actionTable.names(actionTable.expand(`${service}:${action}`));
        const again = names.flatMap((name) => actionTable.names(actionTable.expand(name)));
        expect(again).toEqual(names);
      }),
    );
  });

  test("thousands of nested wildcards take no time to speak of", () => {
    const began = performance.now();
    for (let at = 0; at < 2000; at++) actionTable.expand(`*:*e*t*${at}*o?*n*${at}`);
    expect(actionTable.expand(`s3:${"*a".repeat(50_000)}`).isEmpty).toBe(true);
    expect(actionTable.expand(`*:${"*a?".repeat(33_000)}`).isEmpty).toBe(true);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
