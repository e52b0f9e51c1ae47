import { describe, expect, test } from "vitest";
import { jsonLines, linesAt, pathIn } from "./json-lines.ts";

const text = (lines: readonly { text: string }[]) => lines.map((line) => line.text).join("\n");

describe("jsonLines", () => {
  test("prints as JSON.stringify does", () => {
    const value = { id: "sg-1", inbound: [{ from: 22 }, {}], tags: [], none: null, "<b>": "</script>" };
    expect(text(jsonLines(value))).toBe(JSON.stringify(value, null, 2));
  });

  test("opens a document that is kept as text, and leaves broken ones alone", () => {
    const lines = jsonLines({ document: '{"Statement":[{"Effect":"Allow"}]}', other: "{broken" });
    expect(text(lines)).toContain('"Effect": "Allow"');
    expect(text(lines)).toContain('"other": "{broken"');
  });
});

describe("linesAt", () => {
  test("marks the whole of what a place names, and not its neighbours", () => {
    const lines = jsonLines({ inbound: [{ from: 1 }, { from: 22 }], inboundCount: 2 });
    const marked = linesAt(lines, ["inbound[1]"]);
    expect(text(lines.filter((_, index) => marked.has(index)))).toBe('    {\n      "from": 22\n    }');
  });

  test("finds a lone statement that stands without a list", () => {
    const lines = jsonLines({ document: '{"Statement":{"Effect":"Allow"}}' });
    const path = pathIn("iam.policy", "iam.policy document Statement[0]");
    expect(path).toBe("document.Statement[0]");
    expect(linesAt(lines, [path ?? ""]).size).toBe(3);
  });

  test("a place in another kind of fact is not in this one", () => {
    expect(pathIn("iam.user", "iam.credential mfaActive")).toBeNull();
  });
});
