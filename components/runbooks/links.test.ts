import { expect, test } from "vitest";
import { anchorOf, pageOf } from "./links.ts";

test.each([
  ["../controls/iam-user-mfa.md", "/controls/iam-user-mfa"],
  ["lateral-movement.md", "/runbooks/lateral-movement"],
  ["lateral-movement.md#keep-the-evidence-first", "/runbooks/lateral-movement#keep-the-evidence-first"],
  ["#scope", "#scope"],
  ["https://docs.aws.amazon.com/", "https://docs.aws.amazon.com/"],
  ["http://docs.aws.amazon.com/", null],
  ["javascript:alert(1)", null],
  ["//evil.example/x.md", null],
  ["../../etc/passwd", null],
  ["data:text/html,x", null],
])("%s leads to %s", (href, page) => {
  expect(pageOf(href)).toBe(page);
});

test.each([
  ["First 15 minutes", "first-15-minutes"],
  ["Keep the evidence first", "keep-the-evidence-first"],
  ["Who is paged?", "who-is-paged"],
])("%s has the anchor %s", (heading, anchor) => {
  expect(anchorOf(heading)).toBe(anchor);
});
