import { expect, test } from "vitest";
import { hostOf, isLoopbackHost } from "./loopback.ts";

test.each([
  ["localhost:3000", true],
  ["LOCALHOST", true],
  ["127.0.0.1:3000", true],
  ["127.1.2.3", true],
  ["[::1]:3000", true],
  ["[::1]", true],
  ["evil.example:3000", false],
  ["localhost.evil.example", false],
  ["127.0.0.1.evil.example", false],
  ["127.0.0.1@evil.example", false],
  ["10.0.0.1:3000", false],
  ["0.0.0.0:3000", false],
  ["", false],
])("a Host header of %j is loopback: %s", (header, expected) => {
  expect(isLoopbackHost(hostOf(header))).toBe(expected);
});
