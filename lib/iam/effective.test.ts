import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allow, among, deny, grants, permissions, principalArn } from "./testing/policies.ts";

const admin = grants(allow("*"));
const both = ["s3:GetObject", "iam:CreateUser"] as const;
const mfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
const unless = (arn: string) => ({ Condition: { ArnNotLike: { "aws:PrincipalArn": arn } } });

test.each([
  ["nothing is allowed unless something allows it", {}, []],
  ["policies add up", { identity: [grants(allow("s3:*")), grants(allow("iam:*"))] }, both],
  [
    "a Deny of one policy outweighs another's Allow",
    { identity: [admin, grants(deny("s3:*"))] },
    ["iam:CreateUser"],
  ],
  ["a Deny under a condition may not apply", { identity: [admin, grants(deny("s3:*", "*", mfa))] }, both],
  ["a boundary allows nothing by itself", { boundary: admin }, []],
  ["a boundary limits", { identity: [admin], boundary: grants(allow("s3:*")) }, ["s3:GetObject"]],
  [
    "a boundary denies",
    { identity: [admin], boundary: grants(allow("*"), deny("s3:*")) },
    ["iam:CreateUser"],
  ],
  ["an SCP allows nothing by itself", { control: [[admin]] }, []],
  [
    "every level must allow",
    { identity: [admin], control: [[admin], [grants(allow("s3:*"))], [admin]] },
    ["s3:GetObject"],
  ],
  [
    "any policy of a level may allow",
    { identity: [admin], control: [[grants(allow("iam:*")), grants(allow("s3:*"))]] },
    both,
  ],
  ["a level that allows nothing", { identity: [admin], control: [[admin], [grants(deny("x:*"))]] }, []],
  [
    "a Deny at any level",
    { identity: [admin], control: [[admin, grants(deny("iam:*"))], [admin]] },
    ["s3:GetObject"],
  ],
  [
    "a Deny that spares another principal",
    {
      identity: [admin],
      control: [[admin, grants(deny("iam:*", "*", unless("arn:aws:iam::*:role/Other")))]],
    },
    ["s3:GetObject"],
  ],
  [
    "a Deny that spares this one",
    {
      identity: [admin],
      control: [[admin, grants(deny("iam:*", "*", unless("arn:aws:iam::*:role/team/*")))]],
    },
    both,
  ],
] as const)("%s", (_, layers, expected) => {
  expect(among(permissions(layers).some, ...both)).toEqual(expected);
});

test("allowed everywhere is allowed nowhere denied, by every layer", () => {
  const everywhere = (over: Parameters<typeof permissions>[0]) =>
    among(permissions({ identity: [admin], ...over }).everywhere, ...both);
  expect(everywhere({})).toEqual(both);
  expect(everywhere({ identity: [admin, grants(deny("s3:*", "arn:aws:s3:::b/*"))] })).toEqual([
    "iam:CreateUser",
  ]);
  expect(everywhere({ boundary: grants(allow("*", "*", mfa)) })).toEqual([]);
  expect(everywhere({ control: [[grants(allow("s3:*"), allow("iam:*", "*", mfa))]] })).toEqual([
    "s3:GetObject",
  ]);
});

test("patterns of own policies that name nothing are told", () => {
  const odd = grants(allow(["s3:Nothing", "s3:GetObject"]));
  expect(permissions({ identity: [odd, odd], boundary: grants(allow("x:*")) }).unknown).toEqual([
    "s3:Nothing",
  ]);
});

describe("whatever the policies", () => {
  const patterns = fc.constantFrom(
    "*",
    "s3:*",
    "s3:Get*",
    "iam:*",
    "*:Create*",
    "ec2:RunInstances",
    "sqs:Send*",
  );
  const resources = fc.constantFrom("*", "arn:aws:s3:::b/*", "arn:aws:iam::111122223333:user/x");
  const condition = fc.constantFrom({}, mfa, unless(principalArn), unless("arn:aws:iam::*:role/Other"));
  const statement = (Effect: "Allow" | "Deny") =>
    fc
      .tuple(fc.array(patterns, { minLength: 1, maxLength: 3 }), fc.boolean(), resources, condition)
      .map(([names, but, Resource, more]) => ({
        Effect,
        [but ? "NotAction" : "Action"]: names,
        Resource,
        ...more,
      }));
  const anyStatement = fc.oneof(statement("Allow"), statement("Deny"));
  const documents = fc.array(fc.array(anyStatement, { maxLength: 3 }), { maxLength: 3 });
  const read = (list: object[][]) => list.map((statements) => grants(...statements));
  const sets = ["some", "onOthers", "everywhere"] as const;

  test("another Deny never widens", () => {
    fc.assert(
      fc.property(documents, documents, statement("Deny"), (own, level, more) => {
        const before = permissions({ identity: read(own), control: [read(level)] });
        const ownDeny = permissions({ identity: [...read(own), grants(more)], control: [read(level)] });
        const above = permissions({ identity: read(own), control: [[...read(level), grants(more)]] });
        for (const set of sets)
          for (const after of [ownDeny, above]) expect(after[set].isSubsetOf(before[set])).toBe(true);
      }),
    );
  });

  test("another Allow never narrows", () => {
    fc.assert(
      fc.property(documents, documents, statement("Allow"), (own, level, more) => {
        const before = permissions({ identity: read(own), control: [read(level)] });
        const ownAllow = permissions({ identity: [...read(own), grants(more)], control: [read(level)] });
        const above = permissions({ identity: read(own), control: [[...read(level), grants(more)]] });
        for (const set of sets)
          for (const after of [ownAllow, above]) expect(before[set].isSubsetOf(after[set])).toBe(true);
      }),
    );
  });

  test("boundaries and control policies only narrow", () => {
    fc.assert(
      fc.property(documents, documents, (own, limits) => {
        const free = permissions({ identity: read(own) });
        const boundary = grants(...limits.flat());
        for (const set of sets) {
          expect(permissions({ identity: read(own), boundary })[set].isSubsetOf(free[set])).toBe(true);
          expect(
            permissions({ identity: read(own), control: [read(limits)] })[set].isSubsetOf(free[set]),
          ).toBe(true);
        }
      }),
    );
  });

  test("what is allowed everywhere is allowed somewhere", () => {
    fc.assert(
      fc.property(documents, documents, (own, level) => {
        const { some, onOthers, everywhere } = permissions({ identity: read(own), control: [read(level)] });
        expect(everywhere.isSubsetOf(onOthers) && onOthers.isSubsetOf(some)).toBe(true);
      }),
    );
  });
});
