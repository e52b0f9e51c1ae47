import { z } from "zod";
import { type ExceptionScope, exceptionScopes, longestDays } from "#lib/inventory/exceptions.ts";
import { accountId, controlId, day, lastDay, person, storable, text } from "./input-fields.ts";

/** How the target of each scope is written, and what to say of one that is not. */
const targets: Readonly<Record<ExceptionScope, readonly [RegExp, string]>> = {
  organization: [/^o-[a-z0-9]{4,32}$/, "The id of the Organization, such as o-a1b2c3d4e5."],
  "organizational-unit": [/^(r|ou)-[a-z0-9-]{4,64}$/, "Choose an organizational unit."],
  account: [accountId, "Choose an account: its id has 12 digits."],
  resource: [/\S/, "The id of the resource, as its findings show it."],
  tag: [/^[^=]{1,128}=.{1,256}$/s, "A tag as key=value, such as environment=sandbox."],
};

const fields = z.strictObject({
  controlId,
  scope: z.enum(exceptionScopes, "Choose what the exception covers."),
  target: storable("Say what it covers.", 2048),
  reason: text("Say why this cannot be fixed yet.", 4000),
  owner: person("Name who carries the risk."),
  requester: person("Name who asks for it."),
  approver: person("Name who has approved it."),
  startsOn: day("The day it begins, as 2026-11-30."),
  endsOn: day("The day it ends, as 2027-01-31."),
});

export type ExceptionInput = z.infer<typeof fields>;

const known = (names: Partial<Record<keyof ExceptionInput, true>>) => {
  const part = fields.pick(names).strip();
  return ({ value }: { value: unknown }) => part.safeParse(value).success;
};

const sameName = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

/**
 * What a request for an exception must say, in the form and in the API. Days are UTC; `today` is the first on
 * which it may begin.
 */
export function exceptionInput(today: string) {
  return fields
    .refine(({ scope, target }) => targets[scope][0].test(target), {
      path: ["target"],
      error: (issue) => wantedTarget(issue.input),
      when: known({ scope: true, target: true }),
    })
    .refine(({ requester, approver }) => !sameName(requester, approver), {
      path: ["approver"],
      error: "Somebody other than the requester has to approve it.",
      when: known({ requester: true, approver: true }),
    })
    .refine(({ startsOn }) => startsOn >= today, {
      path: ["startsOn"],
      error: "It cannot begin in the past.",
      when: known({ startsOn: true }),
    })
    .refine(({ startsOn, endsOn }) => endsOn > startsOn && endsOn > today, {
      path: ["endsOn"],
      error: "It ends after the day it begins, and not in the past.",
      when: known({ startsOn: true, endsOn: true }),
    })
    .refine(({ startsOn, endsOn }) => endsOn <= lastDay(startsOn), {
      path: ["endsOn"],
      error: `At most ${longestDays} days after it begins.`,
      when: known({ startsOn: true, endsOn: true }),
    });
}

function wantedTarget(input: unknown): string {
  const scope = fields.pick({ scope: true }).strip().safeParse(input);
  return scope.success ? targets[scope.data.scope][1] : "Say what it covers.";
}
