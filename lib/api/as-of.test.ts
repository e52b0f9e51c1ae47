import { describe, expect, test } from "vitest";
import { parseAsOf, withAsOf } from "./as-of.ts";
import { BadFilter } from "./filters.ts";

const now = new Date("2026-11-22T07:00:00Z");
const read = (asOf: string) => parseAsOf(new URLSearchParams({ asOf }), now);

describe("asOf", () => {
  test.each([
    ["a day is what was known at its end", "2026-10-01", "2026-10-01T23:59:59.999Z"],
    ["today, what is known so far", "2026-11-22", "2026-11-22T07:00:00.000Z"],
    ["an instant", "2026-10-01T06:00:00Z", "2026-10-01T06:00:00.000Z"],
    ["an instant of another time zone", "2026-10-01T01:30:00+02:00", "2026-09-30T23:30:00.000Z"],
    ["this very instant", "2026-11-22T07:00:00Z", "2026-11-22T07:00:00.000Z"],
  ])("%s", (_name, text, at) => {
    expect(read(text)).toEqual({ text, at: new Date(at) });
  });

  test("absent or empty is the present", () => {
    expect(parseAsOf(new URLSearchParams("severity=high"), now)).toBeNull();
    expect(read("")).toBeNull();
  });

  test.each([
    ["tomorrow", "2026-11-23"],
    ["a minute ahead", "2026-11-22T07:01:00Z"],
    ["a day that no month has", "2026-02-30"],
    ["words", "yesterday"],
    ["an instant without its zone", "2026-10-01T06:00:00"],
    ["two moments", "2026-10-01,2026-10-02"],
    ["before there was an AWS", "0000-01-01"],
    ["text beside a day", "2026-10-01' or true"],
  ])("%s is refused by name", (_name, text) => {
    expect(() => read(text)).toThrow(BadFilter);
    expect(() => read(text)).toThrow(/^asOf: must /);
  });
});

describe("a link", () => {
  test.each([
    ["at present stays as it is", "/findings?severity=high#top", null, "/findings?severity=high#top"],
    ["keeps the moment", "/accounts", "2026-10-01", "/accounts?asOf=2026-10-01"],
    [
      "keeps its own parameters and its anchor",
      "/controls?state=fail#identity",
      "2026-10-01",
      "/controls?state=fail&asOf=2026-10-01#identity",
    ],
    ["with an empty query", "/api/findings?", "2026-10-01", "/api/findings?asOf=2026-10-01"],
    ["that names a moment keeps that one", "/?asOf=2026-09-01", "2026-10-01", "/?asOf=2026-09-01"],
    ["escapes a time zone", "/", "2026-10-01T01:30:00+02:00", "/?asOf=2026-10-01T01%3A30%3A00%2B02%3A00"],
  ])("%s", (_name, href, asOf, expected) => {
    expect(withAsOf(href, asOf)).toBe(expected);
  });
});
