import { readdir } from "node:fs/promises";
import path from "node:path";
import { marked, type Token } from "marked";
import { describe, expect, test } from "vitest";
import { anchorOf, pageOf } from "#components/runbooks/links.ts";
import { controlById } from "#lib/controls/registry.ts";
import { isRunbookId, runbooks } from "#lib/controls/runbooks.ts";
import { controlsOf, readRunbook } from "./runbooks.ts";

const ids = Object.keys(runbooks).filter(isRunbookId);

function headings(tokens: readonly Token[], depth: number): string[] {
  return tokens.flatMap((token) =>
    token.type === "heading" && "depth" in token && token.depth === depth ? [String(token.text)] : [],
  );
}

test("every file is a runbook, and the other way round", async () => {
  const files = await readdir(path.join("docs", "runbooks"));
  expect(files.sort()).toEqual(ids.map((id) => `${id}.md`).sort());
});

describe.each(ids)("%s", (id) => {
  test("bears its title, and has every chapter that an incident needs", async () => {
    const tokens = await readRunbook(id);
    expect(headings(tokens, 1)).toEqual([runbooks[id].title]);
    const chapters = headings(tokens, 2);
    for (const chapter of [
      "Who is paged",
      "When it applies",
      "First 15 minutes",
      "Keep the evidence first",
      "Isolate",
      "Scope",
      "Eradicate",
      "Recover",
      "Tell",
      "Afterwards",
    ])
      expect(chapters).toContain(chapter);
  });

  test("keeps evidence before it tells to change anything", async () => {
    const chapters = headings(await readRunbook(id), 2);
    expect(chapters.indexOf("Keep the evidence first")).toBeLessThan(chapters.indexOf("Isolate"));
  });

  test("leads nowhere that is not there", async () => {
    const hrefs: string[] = [];
    marked.walkTokens([...(await readRunbook(id))], (token) => {
      if (token.type === "link") hrefs.push(String(token.href));
    });
    expect(hrefs.length).toBeGreaterThan(3);
    for (const href of hrefs) {
      const [page = "", anchor] = (pageOf(href) ?? "").split("#");
      const [, room, name = ""] = page.split("/");
      if (room === "controls") expect(controlById(name), href).toBeDefined();
      else {
        expect(isRunbookId(name), href).toBe(true);
        if (isRunbookId(name) && anchor !== undefined)
          expect(headings(await readRunbook(name), 2).map(anchorOf), href).toContain(anchor);
      }
    }
  });

  test("is called for by a control", () => {
    expect(controlsOf(id).length).toBeGreaterThan(0);
  });
});
