import { expect, test } from "vitest";
import { inOrder } from "./in-order.ts";

async function* list(...values: number[]) {
  yield* values;
}

test.each([
  [[], []],
  [[[]], []],
  [
    [[1, 4, 4], [], [2, 3, 9], [0]],
    [0, 1, 2, 3, 4, 4, 9],
  ],
])("%j becomes %j", async (lists, expected) => {
  const merged = inOrder(
    lists.map((values) => list(...values)),
    (value) => value,
  );
  const seen: number[] = [];
  for await (const value of merged) seen.push(value);
  expect(seen).toEqual(expected);
});
