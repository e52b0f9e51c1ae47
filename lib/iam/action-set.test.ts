import fc from "fast-check";
import { expect, test } from "vitest";
import { ActionSet } from "./action-set.ts";

const size = 70;
const numbers = fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }));
const ascending = (list: Iterable<number>) => [...list].sort((a, b) => a - b);

test("behaves as a set of numbers", () => {
  fc.assert(
    fc.property(numbers, numbers, (first, second) => {
      const [a, b] = [new Set(first), new Set(second)];
      const none = ActionSet.of(size, []);
      const inBoth = first.filter((each) => b.has(each));
      const inFirst = first.filter((each) => !b.has(each));
      const [left, right] = [ActionSet.of(size, first), ActionSet.of(size, second)];
      expect([...left]).toEqual(ascending(a));
      expect([...left.union(right)]).toEqual(ascending(new Set([...first, ...second])));
      expect([...left.intersection(right)]).toEqual(ascending(inBoth));
      expect([...left.difference(right)]).toEqual(ascending(inFirst));
      expect(left.isSubsetOf(right)).toBe(inFirst.length === 0);
      expect(left.intersects(right)).toBe(inBoth.length > 0);
      expect([...ActionSet.union([left, none, right, left], none)]).toEqual([...left.union(right)]);
      expect(left.isEmpty).toBe(a.size === 0);
      expect(left.size).toBe(a.size);
      for (const number of [0, 31, 32, size - 1]) expect(left.has(number)).toBe(a.has(number));
    }),
  );
});

test.each([31, 32, 33, 64])("all of %i", (count) => {
  expect([...ActionSet.all(count)]).toEqual(Array.from({ length: count }, (_, at) => at));
});
