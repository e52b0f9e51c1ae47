import { expect, test } from "vitest";
import { holdsFor } from "./principal-condition.ts";

const arn = "arn:aws:iam::111122223333:role/team/deploy";
const key = "aws:PrincipalArn";

test.each([
  ["ArnLike", key, [arn], true],
  ["ArnEquals", "AWS:principalarn", ["arn:aws:iam::*:role/team/*"], true],
  ["StringLike", key, ["arn:aws:iam::*:role/other"], false],
  ["StringEquals", key, ["arn:aws:iam::*:role/team/*"], false],
  ["StringEquals", key, ["x", arn], true],
  ["ArnNotLike", key, ["arn:aws:iam::*:role/team/*"], false],
  ["StringNotLike", key, ["arn:aws:iam::*:role/other"], true],
  ["StringNotEquals", key, [arn], false],
  ["ArnNotEquals", key, ["arn:aws:iam::*:role/other", arn], false],
  ["ArnLikeIfExists", key, [arn], true],
  ["ArnLike", key, [`arn:aws:iam::\${aws:PrincipalAccount}:role/team/*`], true],
  ["ArnLike", key, [`arn:aws:iam::*:role/\${aws:PrincipalTag/team}/*`], null],
  ["ForAnyValue:ArnLike", key, [arn], null],
  ["Null", key, ["false"], null],
  ["StringEquals", "aws:RequestedRegion", ["eu-west-1"], null],
])("%s %s %j: %s", (operator, named, values, expected) => {
  expect(holdsFor({ operator, key: named, values }, arn)).toBe(expected);
});
