import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { collectionDocs, collectionPage } from "./generate-docs.ts";
import { allCollectors } from "./registry.ts";

const page = await readFile(collectionPage, "utf8");

test("docs/collection.md is what the declarations make of it", () => {
  expect(page, "run node collectors/generate-docs.ts and commit").toBe(collectionDocs());
});

test("it tells every operation and every kind of fact", () => {
  const reads = allCollectors.flatMap((collector) => collector.reads);
  const named = [...reads.flatMap(({ operations }) => operations), ...reads.flatMap(({ yields }) => yields)];
  expect(named.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test("what it links to is there", async () => {
  const links = [...page.matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, target = ""]) => target);
  expect(links.length).toBeGreaterThan(10);
  for (const target of new Set(links))
    await expect(readFile(path.resolve(path.dirname(collectionPage), target))).resolves.toBeDefined();
});
