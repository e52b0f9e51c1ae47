import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { buildApp } from "./build-app.ts";
import { findChromium } from "./chromium.ts";
import { runProgram } from "./command.ts";
import { prepareMoto } from "./moto.ts";
import { ROOT } from "./paths.ts";

/** What a step found; `failed` counts tests, or is one for a step that has none. */
export type Counts = { passed: number; failed: number; skipped: number };

export type Step = { name: string; part: "checks" | "unit" | "contract" | "e2e"; run: () => Promise<Counts> };

const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };
const RESULTS = path.join(ROOT, ".postern", "test-results");

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** Everything that must be green, cheapest first. */
export function testSteps(say: (line: string) => void): Step[] {
  return [
    { name: "Types (tsc)", part: "checks", run: () => check("typescript/bin/tsc", "--noEmit") },
    {
      name: "Lint and format (biome)",
      part: "checks",
      run: () => check("@biomejs/biome/bin/biome", "check", "."),
    },
    { name: "Dead code (knip)", part: "checks", run: () => check("knip/bin/knip.js", "--no-progress") },
    { name: "Unit and integration (vitest)", part: "unit", run: () => vitest(["unit", "pure"], {}) },
    {
      name: "Contract with moto (vitest)",
      part: "contract",
      run: async () => vitest(["contract"], { MOTO_SERVER: await prepareMoto(say) }),
    },
    { name: "Build (next build)", part: "e2e", run: () => build(say) },
    { name: "Browser (Playwright)", part: "e2e", run: () => playwright(say) },
  ];
}

async function check(script: string, ...args: string[]): Promise<Counts> {
  const { code } = await runNode(script, args, {});
  return code === 0 ? NONE : { ...NONE, failed: 1 };
}

async function build(say: (line: string) => void): Promise<Counts> {
  const built = await buildApp(() => say("Building…"));
  if (!built) say("Unchanged since the last build.");
  return NONE;
}

async function vitest(projects: readonly string[], env: Record<string, string>): Promise<Counts> {
  const file = path.join(RESULTS, `vitest-${projects.join("-")}.json`);
  await rm(file, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const chosen = projects.map((project) => `--project=${project}`);
  const args = ["run", ...chosen, "--passWithNoTests", ...reporters];
  const { code } = await runNode("vitest/vitest.mjs", args, env);
  const text = await readResults(file);
  if (text === undefined) return counted(NONE, code);
  const found = vitestReport.parse(JSON.parse(text));
  const skipped = found.numPendingTests + found.numTodoTests;
  return counted({ passed: found.numPassedTests, failed: found.numFailedTests, skipped }, code);
}

async function playwright(say: (line: string) => void): Promise<Counts> {
  const chromium = await findChromium(say);
  say(`Chromium: ${chromium ?? "Playwright's own"}`);
  const file = path.join(RESULTS, "playwright.json");
  await rm(file, { force: true });
  const { code } = await runNode(
    "playwright/cli.js",
    ["test", "--reporter=list,json", "--pass-with-no-tests"],
    {
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      ...(chromium === undefined ? {} : { PLAYWRIGHT_CHROMIUM_PATH: chromium }),
    },
  );
  const text = await readResults(file);
  if (text === undefined) return counted(NONE, code);
  const { stats } = playwrightReport.parse(JSON.parse(text));
  return counted(
    { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped },
    code,
  );
}

/** A suite that did not even load has no failed test to count, but has failed. */
function counted(counts: Counts, code: number): Counts {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function runNode(script: string, args: string[], env: Record<string, string>) {
  const file = path.join(ROOT, "node_modules", ...script.split("/"));
  return runProgram(process.execPath, [file, ...args], { env });
}

async function readResults(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
