import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Bench,
  type Case,
  complete,
  date,
  openBench,
  seen,
} from "#collectors/runtime/testing/one-read.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { accountNamed } from "#simulator/test-clients.ts";

// What the services of identity and detection say when there is nothing, and when they refuse: only the first is a fact.

let simulator: Simulator;
let bench: Bench;
const region = "us-east-1";

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 12, regions: 2, date, findingsPerAccount: 5 });
  const management = accountNamed(simulator, "acme-management").id;
  const member = accountNamed(simulator, "payments-prod").id;
  const { url, credentials } = simulator;
  bench = await openBench({ url, credentials, member, management });
});
afterAll(async () => {
  await bench?.close();
  await simulator?.stop();
});
beforeEach(async () => {
  simulator.setFaults([]);
  await bench.clear();
});

function caseOf(kind: string, operation: string, where?: string): Case {
  const throttling = { code: "", status: 400 };
  return { protocol: "", kind, operation, denied: "", throttling, region: where };
}

function answer(operation: string, code: string, message: string, status = 400) {
  const [service = "", name = ""] = operation.split(":");
  simulator.setFaults([{ service, operation: name, effect: { kind: "error", code, message, status } }]);
}

const refusal = "User: arn:aws:sts::1:assumed-role/PosternReadOnly/x is not authorized to perform: this";

describe.each([
  {
    each: caseOf("macie.session", "macie2:GetMacieSession", region),
    none: ["AccessDeniedException", "Macie is not enabled."],
    no: "AccessDeniedException",
    facts: 0,
  },
  {
    each: caseOf("securityhub.product-subscription", "securityhub:ListEnabledProductsForImport", region),
    none: ["InvalidAccessException", "Account 111122223333 is not subscribed to AWS Security Hub"],
    no: "InvalidAccessException",
    facts: 0,
  },
  {
    each: caseOf("account.alternate-contact", "account:GetAlternateContact"),
    none: ["ResourceNotFoundException", "No contact of the inputted alternate contact type found."],
    no: "AccessDeniedException",
    facts: 1,
  },
])("$each.kind", ({ each, none: [code = "", message = ""], no, facts }) => {
  test("that there is none is complete", async () => {
    answer(each.operation, code, message, 403);
    expect(seen(each, await bench.collect(each, 0))).toEqual(complete);
    expect(await bench.known(each, 0)).toHaveLength(facts);
  });

  test("a refusal is none, and keeps what was known", async () => {
    await bench.collect(each, 0);
    const before = await bench.known(each, 0);
    expect(before.length).toBeGreaterThan(0);
    answer(each.operation, no, refusal, 403);
    expect(seen(each, await bench.collect(each, 1))).toMatchObject({
      state: "denied",
      action: each.operation,
    });
    expect(await bench.known(each, 1)).toEqual(before);
  });
});

describe("last use", () => {
  /** In minutes: an answer of the same day still holds and would not be renewed. */
  const nextDay = 24 * 60;
  const generate = caseOf("iam.last-accessed", "iam:GenerateServiceLastAccessedDetails");
  const fetch = caseOf("iam.last-accessed", "iam:GetServiceLastAccessedDetails");

  test("is told of every user and of every role but AWS's own", async () => {
    expect(seen(generate, await bench.collect(generate, 0))).toEqual(complete);
    const known = await bench.known(generate, 0);
    expect(known.some((arn) => arn.includes(":user/"))).toBe(true);
    expect(known.some((arn) => arn.includes(":role/"))).toBe(true);
    expect(known.filter((arn) => arn.includes("/aws-service-role/"))).toEqual([]);
  });

  test("of a principal that is gone is no more", async () => {
    await bench.collect(generate, 0);
    answer(generate.operation, "NoSuchEntity", "ARN cannot be found.", 404);
    expect(seen(generate, await bench.collect(generate, nextDay))).toEqual(complete);
    expect(await bench.known(generate, nextDay)).toEqual([]);
  });

  test("in a job that was lost is not seen, and what was known stays", async () => {
    await bench.collect(fetch, 0);
    const before = await bench.known(fetch, 0);
    answer(fetch.operation, "NoSuchEntity", "Job cannot be found.", 404);
    const end = seen(fetch, await bench.collect(fetch, nextDay));
    expect(end).toMatchObject({ state: "failed", code: "NoSuchEntityException", action: fetch.operation });
    expect(await bench.known(fetch, nextDay)).toEqual(before);
  });
});
