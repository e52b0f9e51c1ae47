import { expect, test } from "vitest";
import { frameworkList } from "#lib/controls/frameworks/registry.ts";
import { requirementRows } from "./requirement-rows.ts";

const none = { passed: 0, failed: 0, unknown: 0, notApplicable: 0, excepted: 0 };

async function collected(found: AsyncIterable<Record<string, unknown>>) {
  const all: Record<string, unknown>[] = [];
  for await (const each of found) all.push(each);
  return all;
}

async function* rows(...values: Record<string, unknown>[]) {
  yield* values;
}

test("each scope has every requirement once, judged by its own tallies", async () => {
  const found = await collected(
    requirementRows(
      rows(
        { ...none, scope: "111122223333", control: "s3-bpa-account", passed: 1 },
        { ...none, scope: "111122223333", control: "s3-bpa-bucket", passed: 4 },
        { ...none, scope: "444455556666", control: "s3-bpa-account", failed: 1 },
        { ...none, scope: "o-test", control: "s3-bpa-bucket", passed: 4 },
      ),
    ),
  );
  const all = frameworkList.reduce((sum, { requirements }) => sum + requirements.length, 0);
  expect(found).toHaveLength(3 * all);
  const standing = found.filter((row) => row["framework"] === "cis-5.0" && row["requirement"] === "2.1.4");
  expect(standing).toEqual([
    expect.objectContaining({ scope: "111122223333", state: "pass", passed: 5, failed: 0 }),
    expect.objectContaining({ scope: "444455556666", state: "fail", passed: 0, failed: 1 }),
    expect.objectContaining({ scope: "o-test", state: "unknown", controls: "s3-bpa-account s3-bpa-bucket" }),
  ]);
  expect(found.find((row) => row["framework"] === "cis-5.0" && row["requirement"] === "1.1")).toMatchObject({
    state: "not-covered",
    controls: "",
  });
});

test("without tallies there is nothing to say of any requirement", async () => {
  expect(await collected(requirementRows(rows()))).toEqual([]);
});
