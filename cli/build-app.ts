import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { withoutAws } from "./environment.ts";
import { withFileLock } from "./file-lock.ts";
import { NEXT, ROOT } from "./paths.ts";

const STAMP = path.join(ROOT, ".next", "postern-build");
const SOURCES = ["app", "components", "lib", "public"];
const FILES = ["next.config.ts", "package-lock.json", "tsconfig.json"];
const LOCK_TIMEOUT_MS = 300_000;

/** Builds the app unless the last build was of the same sources; true when it built. */
export async function buildApp(onStart: () => void): Promise<boolean> {
  return withFileLock(path.join(ROOT, ".postern", "build.lock"), LOCK_TIMEOUT_MS, async () => {
    const hash = await sourceHash(ROOT);
    if ((await readOptional(STAMP)) === hash) return false;
    onStart();
    const { code, output } = await nextBuild();
    if (code !== 0)
      throw new Error(`The app could not be built:\n\n${output.trim().split("\n").slice(-40).join("\n")}`);
    await writeFile(STAMP, hash);
    return true;
  });
}

/** A hash of everything that the app is built from. */
export async function sourceHash(root: string): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  const found = await Promise.all(SOURCES.map((directory) => listSources(root, directory)));
  for (const file of [...found.flat(), ...FILES].sort()) {
    hash.update(`\n${file}\n`).update((await readOptional(path.join(root, file))) ?? "");
  }
  return hash.digest("hex");
}

async function listSources(root: string, directory: string): Promise<string[]> {
  try {
    const names = await readdir(path.join(root, directory), { recursive: true, withFileTypes: true });
    return names
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function nextBuild(): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [NEXT, "build"], {
      cwd: ROOT,
      env: { ...withoutAws(process.env), NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
      });
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

async function readOptional(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
