import fc from "fast-check";
import { expect, test } from "vitest";
import { lettersOf, nameMatcher } from "./name-matcher.ts";
import { covers } from "./pattern.ts";

const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
const patterns = fc.string({ unit: fc.constantFrom("a", "b", "c", "*", "?"), maxLength: 8 });

test("matches what the pattern covers", () => {
  fc.assert(
    fc.property(patterns, letters, (pattern, name) => {
      expect(nameMatcher(pattern)(name)).toBe(covers(pattern, name));
    }),
    { numRuns: 2000 },
  );
});

test("a name holds every letter of a pattern that covers it", () => {
  fc.assert(
    fc.property(patterns, letters, (pattern, name) => {
      fc.pre(covers(pattern, name));
      expect(lettersOf(pattern) & ~lettersOf(name)).toBe(0);
    }),
  );
});
