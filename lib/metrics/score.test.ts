import { describe, expect, test } from "vitest";
import { checklistStatus, phaseScores, pillarScores, type ScoredTally, score } from "./score.ts";

function tally(over: Partial<ScoredTally> = {}): ScoredTally {
  return {
    controlId: "one",
    severity: "low",
    pillar: "identity",
    passed: 0,
    failed: 0,
    unknown: 0,
    notApplicable: 0,
    excepted: 0,
    ...over,
  };
}

describe("score", () => {
  test("weighs resources by severity", () => {
    const tallies = [
      tally({ severity: "critical", passed: 1, failed: 1 }),
      tally({ severity: "high", passed: 2 }),
      tally({ severity: "medium", failed: 3 }),
      tally({ severity: "low", passed: 4 }),
      tally({ severity: "informational", failed: 100 }),
    ];
    // 10 + 10 + 0 + 4 of 20 + 10 + 6 + 4
    expect(score(tallies)).toMatchObject({ numerator: 24, denominator: 40, value: 0.6, n: 111 });
  });

  test("leaves unknown, excepted and not applicable outside, and counts them", () => {
    const tallies = [tally({ passed: 1, failed: 1, unknown: 7, excepted: 5, notApplicable: 3 })];
    expect(score(tallies)).toEqual({
      numerator: 1,
      denominator: 2,
      value: 0.5,
      n: 2,
      excluded: { excepted: 5, notApplicable: 3 },
      unknown: 7,
    });
  });

  test.each([
    ["nothing", []],
    ["only unknown", [tally({ unknown: 4 })]],
    ["only what has no weight", [tally({ severity: "informational", passed: 4 })]],
  ])("%s is no data", (_, tallies) => {
    expect(score(tallies).value).toBeNull();
  });
});

test("every pillar has a score of its own tallies", () => {
  const scores = pillarScores([
    tally({ passed: 1 }),
    tally({ pillar: "data", failed: 1 }),
    tally({ pillar: "data", passed: 3, unknown: 2 }),
  ]);
  expect(scores.map(({ pillar, score: { value, unknown } }) => [pillar, value, unknown])).toEqual([
    ["identity", 1, 0],
    ["devices", null, 0],
    ["networks", null, 0],
    ["applications", null, 0],
    ["data", 0.75, 2],
    ["visibility", null, 0],
    ["automation", null, 0],
    ["governance", null, 0],
  ]);
});

describe("checklist", () => {
  const items = [{ number: 1, title: "Item", controls: ["one", "two"] }];
  const both = ["one", "two"];
  test.each([
    ["all pass", both, [{ passed: 1 }, { passed: 2 }], "pass"],
    ["one fails", both, [{ passed: 1 }, { failed: 1, passed: 9 }], "fail"],
    ["one fails, one is unknown", both, [{ failed: 1 }, { unknown: 1 }], "fail"],
    ["one is unknown", both, [{ passed: 1 }, { unknown: 1 }], "unknown"],
    ["one has no tally", both, [{ passed: 1 }], "unknown"],
    ["one is not written", ["one"], [{ passed: 1 }], "unknown"],
    ["one is not written, the other fails", ["one"], [{ failed: 1 }], "fail"],
    ["none is written", [], [], "not-covered"],
    ["nothing applies", both, [{ notApplicable: 4 }, {}], "not-applicable"],
    ["one applies", both, [{ notApplicable: 4 }, { passed: 1 }], "pass"],
    ["all that fails is excepted", both, [{ excepted: 4 }, {}], "pass-excepted"],
  ])("%s", (_, existing, counts, state) => {
    const tallies = counts.map((each, place) => tally({ controlId: both[place] ?? "", ...each }));
    expect(checklistStatus(tallies, existing, items)[0]?.state).toBe(state);
  });

  test("adds up accounts and tells what is missing", () => {
    const tallies = [
      tally({ passed: 1, unknown: 1 }),
      tally({ passed: 2, failed: 3, excepted: 1, notApplicable: 5 }),
      tally({ controlId: "other", failed: 9 }),
    ];
    expect(checklistStatus(tallies, ["one", "other"], items)).toEqual([
      {
        number: 1,
        title: "Item",
        state: "fail",
        passed: 3,
        failed: 3,
        unknown: 1,
        notApplicable: 5,
        excepted: 1,
        controlIds: ["one"],
        missing: ["two"],
      },
    ]);
  });

  test("there are twelve items", () => {
    expect(checklistStatus([], []).map(({ number, state }) => [number, state])).toEqual(
      Array.from({ length: 12 }, (_, place) => [place + 1, "not-covered"]),
    );
  });
});

test("every phase has a score of its own tallies, and none where nothing of it was judged", () => {
  const scores = phaseScores([
    { ...tally({ severity: "critical", passed: 1 }), phase: 2 },
    { ...tally({ severity: "low", failed: 10, excepted: 4 }), phase: 2 },
    { ...tally({ passed: 3, unknown: 2 }), phase: 4 },
  ]);
  // Phase 2: 10 of 10 + 10.
  expect(scores.map(({ phase, score: { value, unknown } }) => [phase, value, unknown])).toEqual([
    [1, null, 0],
    [2, 0.5, 0],
    [3, null, 0],
    [4, 1, 2],
    [5, null, 0],
  ]);
});
