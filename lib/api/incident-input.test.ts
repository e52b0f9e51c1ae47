import { expect, test } from "vitest";
import { fieldErrors } from "./bad-input.ts";
import { incidentInput } from "./incident-input.ts";

const said = {
  title: "Key in a public repository",
  reason: "A contractor pushed it; nothing watches their repositories.",
  accountId: null,
  breachStartedAt: "2026-11-18T08:00:00Z",
  detectedAt: "2026-11-19T09:30:00Z",
};
const read = (change: object) =>
  incidentInput(new Date("2026-11-20T12:00:00Z")).safeParse({ ...said, ...change });
const errorsOf = (change: object) => {
  const parsed = read(change);
  return parsed.success ? {} : fieldErrors(parsed.error);
};

test("is taken, its instants in one form", () => {
  expect(read({}).data).toEqual({
    ...said,
    breachStartedAt: "2026-11-18T08:00:00.000Z",
    detectedAt: "2026-11-19T09:30:00.000Z",
  });
});

test.each([
  [{ detectedAt: "2026-11-20T12:00:01Z" }, "detectedAt", "It cannot have been detected in the future."],
  [{ breachStartedAt: "2026-11-19T09:30:01Z" }, "breachStartedAt", "It began before it was detected."],
  [{ breachStartedAt: "last week" }, "breachStartedAt", "When it began, as 2026-11-20T08:30:00Z."],
  [
    { detectedAt: "2026-02-30T00:00:00Z" },
    "detectedAt",
    "When somebody knew of it, as 2026-11-20T09:10:00Z.",
  ],
  [{ title: " " }, "title", "Name it in a few words."],
  [{ reason: "x\0" }, "reason", "A character in it cannot be stored."],
  [{ accountId: "12" }, "accountId", "Choose an account: its id has 12 digits."],
  [{ withdrawnAt: null }, "withdrawnAt", expect.any(String)],
])("%j is named at its field", (change, field, message) => {
  expect(errorsOf(change)).toEqual({ [field]: message });
});
