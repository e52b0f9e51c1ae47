import { expect, test } from "vitest";
import { endOf, happened, inForce, isOver, known, knownDay, momentOf, past, present } from "./moment.ts";

const then = past(new Date("2026-10-01T23:59:59.999Z"));
const literal = "timestamptz '2026-10-01T23:59:59.999Z'";

test("at present a version holds whose end is not known: one partition, and nothing else is asked", () => {
  const now = present();
  expect(inForce("f", now)).toBe("f.valid_to = 'infinity'");
  expect(isOver("f", now)).toBe("f.valid_to < 'infinity'");
  expect(endOf("f", now)).toBe("nullif(f.valid_to, 'infinity')");
  expect([known("r.as_of", now), knownDay("p.day", now)]).toEqual(["true", "true"]);
  expect(happened("e.closed_at", now)).toBe("e.closed_at");
});

test("in the past a version holds that had begun and ended later", () => {
  expect(inForce("f", then)).toBe(`(f.valid_from <= ${literal} and f.valid_to > ${literal})`);
  expect(isOver("f", then)).toBe(`f.valid_to <= ${literal}`);
  expect(known("r.as_of", then)).toBe(`r.as_of <= ${literal}`);
  expect(knownDay("p.day", then)).toBe("p.day <= date '2026-10-01'");
  expect(happened("e.closed_at", then)).toBe(`case when e.closed_at <= ${literal} then e.closed_at end`);
});

test("a request's address says which", () => {
  const at = (query: string) => momentOf(new Request(`http://127.0.0.1/api/accounts${query}`));
  expect(at("").isPast).toBe(false);
  expect(at("?asOf=2026-10-01")).toEqual(then);
  expect(() => at("?asOf=soon")).toThrow(/^asOf: /);
});
