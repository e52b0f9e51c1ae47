import { expect, test } from "vitest";
import { type Counts, type RequirementState, requirementState } from "./requirements.ts";

const none: Counts = { passed: 0, failed: 0, unknown: 0, notApplicable: 0, excepted: 0 };
const passed = { ...none, passed: 3 };
const failed = { ...none, passed: 5, failed: 1 };
const unknown = { ...none, passed: 5, unknown: 1 };
const notApplicable = { ...none, notApplicable: 4 };
const excepted = { ...none, passed: 2, excepted: 1 };
const onlyExcepted = { ...none, excepted: 1 };

test.each<[string, RequirementState, (Counts | null)[]]>([
  ["no control", "not-covered", []],
  ["one control passes", "pass", [passed]],
  ["all pass", "pass", [passed, passed]],
  ["one of two fails", "fail", [passed, failed]],
  ["a failure shows beside what is unknown", "fail", [unknown, failed]],
  ["a failure shows beside what was not judged", "fail", [null, failed]],
  ["a failure shows beside what is excepted", "fail", [excepted, failed]],
  ["failing and unknown in one control", "fail", [{ ...failed, unknown: 2 }]],
  ["one of two is unknown", "unknown", [passed, unknown]],
  ["unknown beside excepted", "unknown", [excepted, unknown]],
  ["a control was not judged yet", "unknown", [passed, null]],
  ["no control was judged yet", "unknown", [null]],
  ["the only failures are excepted", "pass-excepted", [passed, excepted]],
  ["all that was judged is excepted", "pass-excepted", [onlyExcepted]],
  ["excepted beside not applicable", "pass-excepted", [onlyExcepted, notApplicable]],
  ["what does not apply takes nothing from a pass", "pass", [passed, notApplicable]],
  ["there was nothing to judge beside a pass", "pass", [passed, none]],
  ["no control applies", "not-applicable", [notApplicable]],
  ["there was nothing to judge", "not-applicable", [none, none]],
])("%s: %s", (_name, state, tallies) => {
  expect(requirementState(tallies)).toBe(state);
});
