import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, processIdentity } from "./process-identity.ts";

const RETRY_MS = 50;

/** Runs `work` while no other process holds the same lock file; a lock whose holder died is taken over. */
export async function withFileLock<T>(file: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true });
  const own = processIdentity(process.pid) ?? String(process.pid);
  const deadline = Date.now() + timeoutMs;
  while (!(await tryCreate(file, own))) {
    const holder = await readHolder(file);
    if (holder !== undefined && !isAlive(holder)) {
      await removeStale(file, holder);
    } else if (Date.now() > deadline) {
      throw new Error(
        `Another Postern command (process ${Number.parseInt(holder ?? "", 10) || "unknown"}) holds ${file}. Stop it, or remove that file if no such process runs.`,
      );
    } else {
      await sleep(RETRY_MS);
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function tryCreate(file: string, own: string): Promise<boolean> {
  try {
    await writeFile(file, own, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function readHolder(file: string): Promise<string | undefined> {
  try {
    // Empty for the instant between another process's create and write: not yet a dead holder.
    return (await readFile(file, "utf8")) || undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Two waiters may find the same dead holder: the rename lets one of them remove it, and shows whom it removed. */
async function removeStale(file: string, holder: string): Promise<void> {
  const aside = `${file}.${process.pid}.stale`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if ((await readHolder(aside)) === holder) await rm(aside, { force: true });
  else await rename(aside, file);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** Takes a lock for as long as this process runs, or throws at once; returns how to let go of it. */
export async function tryFileLock(file: string, problem: string): Promise<() => Promise<void>> {
  const own = processIdentity(process.pid) ?? String(process.pid);
  while (!(await tryCreate(file, own))) {
    const holder = await readHolder(file);
    if (holder === undefined) continue;
    if (isAlive(holder))
      throw new Error(`${problem} (process ${Number.parseInt(holder, 10)}; ${file}). Stop it first.`);
    await removeStale(file, holder);
  }
  return () => rm(file, { force: true });
}
