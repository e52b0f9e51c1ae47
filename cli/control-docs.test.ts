import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { committedPages, controlDocs } from "./control-docs.ts";
import { ROOT } from "./paths.ts";

const pages = controlDocs();

test.each(Object.keys(pages))("%s is what the controls' declarations make of it", async (page) => {
  const committed = await readFile(path.join(ROOT, page), "utf8");
  expect(committed, "run node cli/control-docs.ts and commit").toBe(pages[page]);
});

test("there is no page of a control that is gone", async () => {
  expect((await committedPages()).filter((page) => !(page in pages))).toEqual([]);
});

test("no page leaves a placeholder that a shell would take for a variable", () => {
  for (const [page, text] of Object.entries(pages))
    expect(text, page).not.toMatch(/\$\{(account|region|resource|name)\}/);
});
