import { expect, test } from "vitest";
import { payloads, readPayload } from "./payloads.ts";

test("a job's payload becomes a run's number and an account", () => {
  expect(readPayload("collect-account", payloads.account, { runId: "7", accountId: "111122223333" })).toEqual(
    {
      runId: 7n,
      accountId: "111122223333",
    },
  );
});

test.each([
  [payloads.run, { runId: 7 }, /^A test job .*: runId: .*expected string/],
  [payloads.run, { runId: "7; drop" }, /runId: must be the id of a run/],
  [payloads.run, {}, /runId: /],
  [payloads.run, null, /payload: /],
  [payloads.account, { runId: "7", accountId: "1111" }, /accountId: must be the 12 digits of an account/],
])("anything else is refused by the field's name %#", (schema, payload, message) => {
  expect(() => readPayload<unknown>("test", schema, payload)).toThrow(message);
});
