import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { controlById, controls } from "#lib/controls/registry.ts";
import {
  arn,
  bucket,
  credential,
  daysAgo,
  fact,
  instance,
  managementId,
  networkInterface,
  policyDocument,
  prefixList,
  rule,
  securityGroup,
  strangerId,
} from "#lib/controls/testing/facts.ts";
import { controlPolicy, member, organization, rootId } from "#lib/controls/testing/organization.ts";
import { type Fact, type FactKind, scopeOf } from "#lib/inventory/kinds.ts";
import { evaluateAccount } from "./evaluate.ts";
import { allKinds, inputOf } from "./testing/input.ts";

function role(name: string, principal: string): Fact {
  const id = arn.iam(`role/${name}`);
  const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: principal } };
  return fact("iam.role", id, {
    arn: id,
    name,
    id: "AROAEXAMPLE",
    path: "/",
    createdAt: "2025-01-01T00:00:00Z",
    trustPolicy: policyDocument(trust),
    attachedPolicyArns: [],
    boundaryArn: null,
    lastUsedOn: null,
  });
}

function policy(name: string, document: string): Fact {
  return fact("iam.policy", arn.iam(`policy/${name}`), {
    name,
    type: "customer",
    document,
    attachmentCount: 1,
    principalArn: null,
  });
}

const profileArn = arn.iam("instance-profile/app");
const tls = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

/** An account with passes, failures and undecidable subjects for controls of every shape. */
const facts: readonly Fact[] = [
  organization(),
  member(),
  member(managementId),
  controlPolicy("p-1", policyDocument({ Effect: "Deny", Action: "*", Resource: "*" }), [rootId]),
  credential({ isRoot: true }),
  credential({ user: "alice" }),
  credential({
    user: "bob",
    mfaActive: false,
    passwordLastUsedOn: daysAgo(200),
    keys: [{ active: true, lastRotatedOn: daysAgo(200), lastUsedOn: daysAgo(150) }],
  }),
  credential({ user: "carol", keys: [{ active: true, lastRotatedOn: daysAgo(3), lastUsedOn: null }] }),
  policy("wide", policyDocument({ Effect: "Allow", Action: "*", Resource: "*" })),
  policy("narrow", policyDocument({ Effect: "Allow", Action: "s3:*", Resource: "*" })),
  policy("broken", "{"),
  policy("odd", "[]"),
  fact("iam.account-summary", arn.iam("root"), {
    rootPasswordPresent: true,
    rootMfaEnabled: true,
    rootAccessKeysPresent: false,
    users: 3,
    roles: 2,
  }),
  fact("iam.virtual-mfa-device", arn.iam("mfa/a"), { serialNumber: arn.iam("mfa/a"), userArn: null }),
  role("own", managementId),
  role("partner", strangerId),
  fact("iam.instance-profile", profileArn, { arn: profileArn, name: "app", roleArns: [arn.iam("role/own")] }),
  instance("i-1", { instanceProfileArn: profileArn }),
  instance("i-2", { httpTokens: "optional" }),
  prefixList("pl-1", "111122223333", "0.0.0.0/0"),
  securityGroup("sg-open", { inbound: [rule({ prefixListIds: ["pl-1"], fromPort: 22, toPort: 22 })] }),
  securityGroup("sg-closed", { name: "default" }),
  networkInterface("eni-1", { instanceId: "i-1", securityGroupIds: ["sg-closed"] }),
  networkInterface("eni-2", { instanceId: "i-1", securityGroupIds: ["sg-closed"] }),
  networkInterface("eni-3", { instanceId: "i-2", securityGroupIds: ["sg-open", "sg-closed"] }),
  networkInterface("eni-6", { instanceId: "i-2", securityGroupIds: ["sg-open"] }),
  networkInterface("eni-4", { interfaceType: "nat_gateway" }),
  networkInterface("eni-5", { securityGroupIds: ["sg-gone"] }),
  ...bucket("a", null),
  ...bucket("b", policyDocument(tls)),
  ...bucket("c"),
  ...bucket("d", null),
  fact("guardduty.detector", "arn:aws:guardduty:eu-central-1:111122223333:detector/d", {
    id: "d",
    status: "ENABLED",
    findingPublishingFrequency: null,
    features: [],
  }),
];

const whole = evaluateAccount(inputOf(facts));

function readersOf(kind: FactKind): readonly string[] {
  return controls.filter(({ subject, reads }) => [subject, ...reads].includes(kind)).map(({ id }) => id);
}

/** A control of several parts keeps the verdicts of those that rest on something else. */
function ofParts(controlId: string): boolean {
  return controlById(controlId)?.parts !== undefined;
}

const states = fc.oneof(
  fc.constant(null),
  fc.constantFrom("denied", "throttled", "failed", "partial").map((state) => ({ state }) as const),
  fc.constant({ confirmedAt: new Date("2026-06-01T00:00:00Z") }),
);

test("the account of these tests has something to lose: most of its facts pass some control, none breaks", () => {
  expect(whole.tallies.filter((tally) => tally.passed > 0).map((tally) => tally.controlId)).toEqual(
    expect.arrayContaining([
      "iam-user-mfa",
      "iam-no-full-admin",
      "root-hardware-mfa",
      "root-no-keys",
      "access-key-age-90d",
      "iam-user-dormant-90d",
      "ec2-instance-role",
      "ec2-imdsv2",
      "sg-no-open-admin",
      "exposure-lb-nat-only",
      "sg-default-closed",
      "s3-policy-present",
      "s3-tls-only",
      "guardduty-enabled",
      "scp-guardrails",
    ]),
  );
  const states = whole.tallies.flatMap((tally) => tally.causes.map((cause) => cause.state));
  expect(new Set(states)).toEqual(new Set(["undecidable"]));
});

describe("withholding what was seen of one kind", () => {
  test("never makes a pass, and leaves every control that reads it without a verdict", () => {
    fc.assert(
      fc.property(fc.constantFrom(...allKinds), states, (kind, coverage) => {
        const evaluation = evaluateAccount(inputOf(facts, { kind, coverage }));
        const readers = readersOf(kind);
        for (const [place, tally] of evaluation.tallies.entries()) {
          if (ofParts(tally.controlId)) {
            expect(tally.passed).toBeLessThanOrEqual(whole.tallies[place]?.passed ?? 0);
            expect(tally.unknown).toBeGreaterThanOrEqual(readers.includes(tally.controlId) ? 1 : 0);
          } else if (readers.includes(tally.controlId)) {
            expect(tally).toMatchObject({ passed: 0, failed: 0, notApplicable: 0 });
            expect(tally.unknown).toBeGreaterThan(0);
            expect(tally.causes.map((cause) => cause.kind)).toEqual([kind]);
          } else if (kind !== "ec2.region") expect(tally).toEqual(whole.tallies[place]);
        }
        const silent = readers.filter((id) => !ofParts(id));
        expect(evaluation.judged.some(({ controlId }) => silent.includes(controlId))).toBe(false);
        expect(evaluation.findings.some(({ controlId }) => silent.includes(controlId ?? ""))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test("also when its facts are gone with it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...allKinds), states, (kind, coverage) => {
        const left = facts.filter((each) => each.kind !== kind);
        const { tallies } = evaluateAccount(inputOf(left, { kind, coverage }));
        for (const tally of tallies.filter(({ controlId }) => readersOf(kind).includes(controlId)))
          expect((tally.passed === 0 || ofParts(tally.controlId)) && tally.unknown > 0).toBe(true);
      }),
    );
  });

  test("of the list of Regions leaves an unknown with every regional control", () => {
    const { tallies } = evaluateAccount(inputOf(facts, { kind: "ec2.region", coverage: null }));
    for (const [place, tally] of tallies.entries()) {
      const control = controls[place];
      const kinds = control === undefined ? [] : [control.subject, ...control.reads];
      const more = tally.unknown - (whole.tallies[place]?.unknown ?? 0);
      if (control !== undefined && scopeOf(control.subject) === "regional") expect(more).toBe(1);
      // A global control that rests on a regional kind has lost the Regions where it might have been.
      else if (kinds.some((kind) => kind === "ec2.region" || scopeOf(kind) === "regional"))
        expect(tally).toMatchObject({ passed: 0, failed: 0 });
      else expect(more).toBe(0);
    }
  });
});

test("leaving named resources unseen never makes a pass or a finding that was not there", () => {
  fc.assert(
    fc.property(fc.constantFrom(...allKinds), fc.subarray([...facts], { minLength: 1 }), (kind, some) => {
      const unseen = some.filter((each) => each.kind === kind).map((each) => each.resourceId);
      fc.pre(unseen.length > 0);
      for (const kept of [
        facts,
        facts.filter((each) => each.kind !== kind || !unseen.includes(each.resourceId)),
      ]) {
        const evaluation = evaluateAccount(inputOf(kept, { kind, coverage: { state: "partial", unseen } }));
        const known = new Set(whole.findings.map((finding) => finding.key));
        for (const finding of evaluation.findings) expect(known).toContain(finding.key);
        for (const [place, tally] of evaluation.tallies.entries()) {
          expect(tally.passed).toBeLessThanOrEqual(whole.tallies[place]?.passed ?? 0);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("the order of facts and coverage does not matter", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...facts], { minLength: facts.length }), (shuffled) => {
      const input = inputOf(shuffled);
      const coverage = [...input.coverage].reverse();
      expect(evaluateAccount({ ...input, coverage })).toEqual(whole);
    }),
  );
});
