import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright";
import { answersVersion, runProgram } from "./command.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * Finds a Chromium for the browser tests, or installs one. Returns its path; undefined means the one
 * that Playwright keeps itself.
 */
export async function findChromium(say: (line: string) => void): Promise<string | undefined> {
  const given = process.env["PLAYWRIGHT_CHROMIUM"];
  if (given) {
    if (answersVersion(given)) return given;
    throw new Error(
      `PLAYWRIGHT_CHROMIUM is ${given}, which does not run. Set it to a Chromium, or unset it.`,
    );
  }
  const found = NAMES.map(findOnPath).find((file) => file !== undefined);
  if (found !== undefined) return found;
  if (existsSync(chromium.executablePath())) return undefined;
  return installChromium(say);
}

function findOnPath(name: string): string | undefined {
  const directories = (process.env["PATH"] ?? "").split(path.delimiter).filter(Boolean);
  return directories.map((directory) => path.join(directory, name)).find(answersVersion);
}

async function installChromium(say: (line: string) => void): Promise<string | undefined> {
  if (process.getuid?.() === 0 && answersVersion("apt-get")) {
    say("No Chromium found: installing Debian's with apt-get (once)…");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await runProgram("apt-get", ["update", "-qq"], { env, keepStdout: true });
    const install = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
    await runProgram("apt-get", install, { env, keepStdout: true });
    const installed = findOnPath("chromium");
    if (installed !== undefined) return installed;
    say("apt-get brought no Chromium; trying Playwright's own…");
  }
  say("No Chromium found: downloading Playwright's (once)…");
  const cli = new URL(import.meta.resolve("playwright/package.json"));
  const { code } = await runProgram(process.execPath, [
    new URL("cli.js", cli).pathname,
    "install",
    "chromium",
  ]);
  if (code === 0 && existsSync(chromium.executablePath())) return undefined;
  throw new Error(
    "The browser tests need Chromium, and none could be installed. Install it (Debian: apt-get install chromium), or set PLAYWRIGHT_CHROMIUM to its path.",
  );
}
