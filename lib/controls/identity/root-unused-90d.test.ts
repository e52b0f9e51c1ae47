import { expect, test } from "vitest";
import { arn, credential, daysAgo } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { rootUnused90d } from "./root-unused-90d.ts";

const root = { isRoot: true, user: "<root_account>", passwordEnabled: null, passwordLastUsedOn: null };

function key(lastUsedOn: string | null, active = true) {
  return { active, lastRotatedOn: daysAgo(400), lastUsedOn };
}

test.each([
  ["no use that is known", {}, "pass"],
  ["the password 89 days and a half ago", { passwordLastUsedOn: daysAgo(89) }, "fail"],
  ["the password 90 days and a half ago", { passwordLastUsedOn: daysAgo(90) }, "pass"],
  ["a key yesterday", { keys: [key(daysAgo(1))] }, "fail"],
  ["a key that is inactive now", { keys: [key(null), key(daysAgo(10), false)] }, "fail"],
  ["an old use, a later one by key", { passwordLastUsedOn: daysAgo(300), keys: [key(daysAgo(5))] }, "fail"],
  ["a key that was never used", { passwordLastUsedOn: daysAgo(300), keys: [key(null)] }, "pass"],
  [
    "the password, which was removed since",
    { passwordEnabled: false, passwordLastUsedOn: daysAgo(3) },
    "fail",
  ],
])("%s", (_, over, verdict) => {
  const facts = [
    credential({ user: "alice", passwordLastUsedOn: daysAgo(1) }),
    credential({ ...root, ...over }),
  ];
  expect(verdicts(rootUnused90d, facts)).toEqual({ [arn.iam("root")]: verdict });
});

test("a report without root decides nothing", () => {
  expect(verdicts(rootUnused90d, [credential()])).toEqual({
    [arn.iam("root")]: "undecidable: The credential report has no row for root.",
  });
});
