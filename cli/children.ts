import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "./paths.ts";

const KEPT_LINES = 20;

export type ChildOptions = {
  name: string;
  /** Arguments of this process's own Node: a script and what it takes. */
  args: string[];
  env: Record<string, string>;
  onLine?: (line: string) => void;
};

/** A child that may be ended before the others. */
export type Child = { end(): Promise<void> };

/** Children that live and die together. */
export type Supervisor = {
  start(options: ChildOptions): Child;
  /** Rejects, with the last lines it wrote, when a child ends although nobody stopped it. */
  failed: Promise<never>;
  /** Ends all children and whatever they started: politely, and after `graceMs` by force. */
  stop(graceMs?: number): Promise<void>;
  killNow(): void;
};

/** Supervises children, each in a process group of its own and with a log file of its own in `logDir`. */
export function createSupervisor(logDir: string): Supervisor {
  mkdirSync(logDir, { recursive: true });
  const running = new Map<ChildProcess, Promise<void>>();
  const groups = new Set<number>();
  let stopping = false;
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  // It is awaited only where something waits; at other times the rejection must not end the process.
  failed.catch(() => undefined);

  const dismissed = new Set<ChildProcess>();
  const start = (options: ChildOptions): Child => {
    if (stopping) return { end: async () => undefined };
    const { child, lastLines, logFile } = launch(options, logDir);
    if (child.pid !== undefined) groups.add(child.pid);
    const ended = new Promise<void>((resolve) => {
      const end = (reason: string) => {
        if (!running.delete(child)) return;
        resolve();
        if (stopping || dismissed.has(child)) return;
        const shown = lastLines.length > 0 ? lastLines.join("\n") : "(it wrote nothing)";
        fail(
          new Error(
            `The ${options.name} ended unexpectedly (${reason}). Its last lines:\n\n${shown}\n\nAll: ${logFile}`,
          ),
        );
      };
      child.once("error", (error) => end(error.message));
      child.once("close", (code, signal) => end(signal ?? `exit code ${code}`));
    });
    running.set(child, ended);
    return {
      end: async () => {
        dismissed.add(child);
        if (child.pid !== undefined) signalGroup(child.pid, "SIGTERM");
        await ended;
      },
    };
  };

  const killNow = () => {
    stopping = true;
    for (const group of groups) signalGroup(group, "SIGKILL");
  };

  const stop = async (graceMs = 10_000) => {
    stopping = true;
    for (const group of groups) signalGroup(group, "SIGTERM");
    const aborted = new AbortController();
    const force = sleep(graceMs, undefined, { signal: aborted.signal }).then(killNow, () => undefined);
    await Promise.all(running.values());
    aborted.abort();
    await force;
    // A child may be gone while something it started is not.
    for (const group of groups) signalGroup(group, "SIGKILL");
  };

  return { start, failed, stop, killNow };
}

function launch(options: ChildOptions, logDir: string) {
  const logFile = path.join(logDir, `${options.name}.log`);
  const log = createWriteStream(logFile, { flags: "w", mode: 0o600 });
  const lastLines: string[] = [];
  const child = spawn(
    process.execPath,
    ["--import", path.join(ROOT, "cli", "die-with-parent.mjs"), ...options.args],
    // A group of its own: Ctrl-C reaches the supervisor alone, which then ends things in order.
    {
      cwd: ROOT,
      env: { ...options.env, NODE_ENV: "production" },
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      log.write(`${new Date().toISOString()} ${line}\n`);
      lastLines.push(line);
      if (lastLines.length > KEPT_LINES) lastLines.shift();
      options.onLine?.(line);
    });
  }
  child.once("close", () => log.end());
  return { child, lastLines, logFile };
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
