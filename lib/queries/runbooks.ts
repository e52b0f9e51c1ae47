import { readFile } from "node:fs/promises";
import path from "node:path";
import { marked, type Token } from "marked";
import { controls } from "#lib/controls/registry.ts";
import type { RunbookId } from "#lib/controls/runbooks.ts";

/** A runbook as Markdown's tokens: components make elements of them, so that HTML in it stays text. */
export async function readRunbook(id: RunbookId): Promise<readonly Token[]> {
  const file = path.join(process.cwd(), "docs", "runbooks", `${id}.md`);
  return marked.lexer(await readFile(file, "utf8"));
}

/** The controls whose failure may call for a runbook. */
export function controlsOf(id: RunbookId): readonly { readonly id: string; readonly title: string }[] {
  return controls
    .filter((control) => control.runbook === id)
    .map((control) => ({ id: control.id, title: control.title }));
}
