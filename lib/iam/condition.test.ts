import { expect, test } from "vitest";
import { demands, operatorOf } from "./condition.ts";

test.each([
  ["StringEquals", { quantifier: null, name: "stringequals", ifExists: false }],
  ["BoolIfExists", { quantifier: null, name: "bool", ifExists: true }],
  ["ForAnyValue:StringLike", { quantifier: "ForAnyValue", name: "stringlike", ifExists: false }],
  ["forallvalues:StringLikeIfExists", { quantifier: "ForAllValues", name: "stringlike", ifExists: true }],
])("%s", (written, operator) => {
  expect(operatorOf(written)).toEqual(operator);
});

test.each([
  ["the value", "StringEquals", ["yes"], true],
  ["the key in other letters", "StringEquals", ["yes"], true, "SO:Guarded"],
  ["another key", "StringEquals", ["yes"], false, "so:other"],
  ["an accepted pattern", "StringLike", ["yes"], true],
  ["any of several accepted values", "ForAnyValue:StringEquals", ["yes", "yes"], true],
  ["one value that is not accepted among others", "StringEquals", ["yes", "no"], false],
  ["no value", "StringEquals", [], false],
  ["true without the key, by IfExists", "StringEqualsIfExists", ["yes"], false],
  ["true without the key, by ForAllValues", "ForAllValues:StringEquals", ["yes"], false],
  ["a negation", "StringNotEquals", ["yes"], false],
  ["presence alone", "Null", ["yes"], false],
])("demands %s: %s %j %s", (_, operator, values, expected, key = "so:guarded") => {
  const condition = { operator, key, values };
  expect(demands([condition], "so:guarded", (value) => value === "yes")).toBe(expected);
});
