import fc from "fast-check";
import { expect, test } from "vitest";
import { actionTable } from "./data/action-table.ts";
import { parsePolicy, type Statement } from "./policy.ts";
import { rightSizedPolicy } from "./right-size.ts";

// Of each statement the resources are such that every one of its actions can touch them, so that what it grants is
// what it names, told here by patterns as regular expressions.

const services = ["sqs", "dynamodb", "iam"] as const;
const all = services.flatMap((service) => actionTable.names(actionTable.expand(`${service}:*`)));

const oneAction = fc.constantFrom(...all);
const pattern = fc.oneof(
  oneAction,
  fc
    .tuple(oneAction, fc.nat({ max: 9 }))
    .map(([name, length]) => `${name.slice(0, name.indexOf(":") + 1 + length)}*`),
  fc.constantFrom("*", "sqs:*", "iam:*", "dynamodb:*Table", "iam:*Role*", "*:Get*", "SQS:send?essage"),
);
const patterns = fc.array(pattern, { minLength: 1, maxLength: 4 });
const conditions = fc.constantFrom(
  {},
  { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } },
  { Condition: { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } } },
);
const resources = fc.constantFrom({ Resource: "*" }, { Resource: ["*"] });
const about = fc.oneof(
  patterns.map((Action) => ({ Action })),
  patterns.map((NotAction) => ({ NotAction })),
);
const effect = fc.constantFrom("Allow", "Allow", "Allow", "Deny");
const statement = fc
  .tuple(effect, about, resources, conditions)
  .map(([Effect, ...parts]) => Object.assign({ Effect }, ...parts));
const documents = fc.array(fc.array(statement, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 3,
});

const lately = "2026-06-01";
const day = fc.constantFrom(lately, "2025-06-01", null);
const report = fc.tuple(...services.map(() => fc.tuple(day, fc.boolean()))).chain((uses) =>
  fc
    .tuple(...services.map((service) => fc.array(fc.tuple(fc.constantFrom(...ofService(service)), day))))
    .map((tracked) =>
      services.map((namespace, at) => ({
        namespace,
        lastOn: uses[at]?.[0] ?? null,
        actions:
          uses[at]?.[1] === true
            ? (tracked[at] ?? []).map(([name, lastOn]) => ({
                name: name.slice(namespace.length + 1),
                lastOn,
              }))
            : null,
      })),
    ),
);

function ofService(service: string): string[] {
  return all.filter((name) => name.startsWith(`${service}:`));
}

function read(document: unknown): readonly Statement[] {
  const parsed = parsePolicy(JSON.stringify(document));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.statements;
}

const matched = new Map<string, ReadonlySet<string>>();

function matching(pattern: string): ReadonlySet<string> {
  const known = matched.get(pattern);
  if (known !== undefined) return known;
  const source = pattern.replaceAll("*", ".*").replaceAll("?", ".");
  const expression = new RegExp(`^${source}$`, "i");
  const set = new Set(all.filter((name) => expression.test(name)));
  matched.set(pattern, set);
  return set;
}

function namedBy({ actions, notActions }: Statement): readonly string[] {
  const named = (actions ?? notActions ?? []).map(matching);
  return all.filter((name) => named.some((set) => set.has(name)) === (actions !== null));
}

/** The actions that Allow statements name, by what limits them. */
function allowed(statements: readonly Statement[]): Map<string, Set<string>> {
  const by = new Map<string, Set<string>>();
  for (const each of statements.filter(({ effect: of }) => of === "Allow")) {
    const limits = JSON.stringify([each.resources, each.notResources, each.conditions]);
    const set = by.get(limits) ?? new Set();
    by.set(limits, set);
    for (const name of namedBy(each)) set.add(name);
  }
  return by;
}

type Report = typeof report extends fc.Arbitrary<infer T> ? T : never;

function sized(given: readonly (readonly Statement[])[], uses: Report) {
  const { documents: made } = rightSizedPolicy({
    policies: given.map((statements, at) => ({ name: `policy-${at}`, group: null, statements })),
    services: uses,
    table: actionTable,
    isRecent: (on) => on === lately,
    windowDays: 90,
  });
  return made.map(read);
}

/** Whether an action was used, by the report: `untracked` where nobody can see that of one in a used service. */
function useOf(uses: Report, name: string): "used" | "unused" | "untracked" | "service unused" {
  const [namespace = "", action = ""] = name.split(":");
  const service = uses.find((each) => each.namespace === namespace);
  const tracked = (service?.actions ?? []).filter((each) => each.name === action);
  if (name === "iam:PassRole") return "untracked";
  if (tracked.length > 0) return tracked.some(({ lastOn }) => lastOn === lately) ? "used" : "unused";
  const inUse = service?.lastOn === lately || service?.actions?.some(({ lastOn }) => lastOn === lately);
  return inUse ? "untracked" : "service unused";
}

test("allows what was used or cannot be told, under the limits it was allowed, and nothing else", () => {
  fc.assert(
    fc.property(documents, report, (written, uses) => {
      const given = written.map((Statement) => read({ Statement }));
      const after = allowed(sized(given, uses).flat());
      const expected = new Map(
        [...allowed(given.flat())].flatMap(([limits, set]) => {
          const stays = [...set].filter((name) => ["used", "untracked"].includes(useOf(uses, name)));
          return stays.length === 0 ? [] : [[limits, new Set(stays)] as const];
        }),
      );
      expect(after).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test("right-sized once more, it allows and denies the same", () => {
  fc.assert(
    fc.property(documents, report, (written, uses) => {
      const once = sized(
        written.map((Statement) => read({ Statement })),
        uses,
      );
      const twice = sized(once, uses);
      expect(allowed(twice.flat())).toEqual(allowed(once.flat()));
      expect(denials(twice.flat())).toEqual(denials(once.flat()));
    }),
    { numRuns: 150 },
  );
});

function denials(statements: readonly Statement[]): Set<string> {
  return new Set(
    statements
      .filter(({ effect: of }) => of === "Deny")
      .map(({ sid: _, index: __, ...meaning }) => JSON.stringify(meaning)),
  );
}

test("every Deny stays, as it is", () => {
  fc.assert(
    fc.property(documents, report, (written, uses) => {
      const given = written.map((Statement) => read({ Statement }));
      expect(denials(sized(given, uses).flat())).toEqual(denials(given.flat()));
    }),
    { numRuns: 100 },
  );
});

test("fits into managed policies, each Sid once in each", () => {
  fc.assert(
    fc.property(documents, report, (written, uses) => {
      for (const statements of sized(
        written.map((Statement) => read({ Statement })),
        uses,
      )) {
        const given = statements.map(({ sid }) => sid);
        expect(new Set(given).size).toBe(given.length);
        expect(given.every((sid) => sid !== null && /^[A-Za-z0-9]+$/.test(sid))).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});
