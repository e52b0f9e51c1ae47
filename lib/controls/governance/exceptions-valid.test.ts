import { expect, test } from "vitest";
import { exceptionFact, hours } from "../testing/own-facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { exceptionsValid } from "./exceptions-valid.ts";

const id = "exception/00000000-0000-4000-8000-000000000002";

test.each([
  ["one in force", {}, "pass"],
  ["one that ends at this very instant", { endsAt: hours(0), openFindings: 1 }, "fail"],
  ["one that ended and left findings open", { endsAt: hours(-1), openFindings: 3 }, "fail"],
  ["one that was revoked and left findings open", { closedAt: hours(-1), openFindings: 1 }, "fail"],
  ["one that is to be revoked", { closedAt: hours(1) }, "pass"],
])("%s", (_, over, expected) => {
  expect(verdicts(exceptionsValid, [exceptionFact(over)])).toEqual({ [id]: expected });
});

test("without exceptions there is nothing to judge", () => {
  expect(verdicts(exceptionsValid, [])).toEqual({});
});
