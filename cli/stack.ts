import { spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { prepareQueue } from "#lib/store/queue.ts";
import type { RunState } from "#lib/store/runs.ts";
import { migrate } from "#prisma/migrate.ts";
import { buildApp } from "./build-app.ts";
import type { Supervisor } from "./children.ts";
import { withoutAws } from "./environment.ts";
import { NEXT } from "./paths.ts";
import { isFree } from "./postgres-cluster.ts";
import type { Progress } from "./progress.ts";
import { beginRun, followRun } from "./run-progress.ts";

const APP_TIMEOUT_MS = 60_000;

export type StackOptions = {
  port: number;
  databaseUrl: string;
  /** What the worker's environment holds beside the database. */
  workerEnv: Record<string, string>;
  /** What is collected once the dashboard is alive. */
  collect(stack: RunningStack): Promise<void>;
  open: boolean;
  title: string;
};

/** A stack that is up, for what it collects first. */
export type RunningStack = {
  pool: Pool;
  progress: Progress;
  /** Ends the worker and starts another one with these variables more. */
  restartWorker(more: Record<string, string>): Promise<void>;
};

/** Brings the database, the worker and the app up and collects; returns when the dashboard is alive. */
export async function raiseStack(
  children: Supervisor,
  progress: Progress,
  options: StackOptions,
): Promise<void> {
  const { applied } = await migrate(options.databaseUrl);
  if (applied.length > 0) progress.say(`Database migrated (${applied.join(", ")}).`);
  const pool = createPool(options.databaseUrl, 2);
  try {
    await prepareQueue(pool);
    const built = await buildApp(() => progress.update("Building the app (once; about half a minute)…"));
    progress.say(built ? "App built." : "App unchanged since its last build.");
    const database = { DATABASE_URL: options.databaseUrl };
    const startWorker = (more: Record<string, string>) =>
      children.start({
        name: "worker",
        args: [path.join("collectors", "worker.ts")],
        env: { ...options.workerEnv, ...database, ...more },
      });
    let worker = startWorker({});
    const url = await startApp(children, options.port, { ...withoutAws(process.env), ...database });
    progress.say("Worker and app started.");
    announce(options, url);
    if (options.open) openBrowser(url, progress);
    await options.collect({
      pool,
      progress,
      restartWorker: async (more) => {
        await worker.end();
        worker = startWorker(more);
      },
    });
  } finally {
    await pool.end();
  }
}

/** Throws a sentence naming the port when something else listens on it. */
export async function assertPortFree(port: number): Promise<void> {
  if (await isFree(port)) return;
  throw new Error(
    `Port ${port} is in use by another program. Stop it, or choose another with --port ${port + 1}.`,
  );
}

async function startApp(children: Supervisor, port: number, env: Record<string, string>): Promise<string> {
  const args = [NEXT, "start", "-H", "127.0.0.1", "-p", String(port)];
  const settings = { ...env, NEXT_TELEMETRY_DISABLED: "1", PORT: String(port) };
  children.start({ name: "app", args, env: settings });
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + APP_TIMEOUT_MS;
  while (!(await answers(url))) {
    if (Date.now() > deadline) {
      throw new Error(
        `The app did not answer at ${url} within ${APP_TIMEOUT_MS / 1000} seconds; see its log.`,
      );
    }
    await sleep(150);
  }
  return url;
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url, { redirect: "manual" })).body?.cancel();
    return true;
  } catch {
    return false;
  }
}

/** Collects as of now, or as of an instant, and says how it ended. */
export async function collectOnce(
  { pool, progress }: Pick<RunningStack, "pool" | "progress">,
  title: string,
  asOf?: Date,
): Promise<RunState> {
  const state = await followRun(pool, await beginRun(pool, title, [], asOf), progress);
  progress.say(`Collection ${state}.`);
  return state;
}

/** Whether nothing has been collected yet. */
export async function isEmpty(pool: Pool): Promise<boolean> {
  const result = await pool.query(
    "select 1 from run where purpose = 'collect' and state in ('complete', 'partial') limit 1",
  );
  return result.rowCount === 0;
}

function announce(options: StackOptions, url: string): void {
  process.stdout.write(`\n  ${options.title} is running at\n\n      ${url}\n\n  Ctrl-C stops it.\n\n`);
}

function openBrowser(url: string, progress: Progress): void {
  const display = process.platform === "darwin" || process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"];
  if (!display || process.env["CI"] || !process.stdout.isTTY) return;
  const child = spawn(process.platform === "darwin" ? "open" : "xdg-open", [url], {
    stdio: "ignore",
    detached: true,
  });
  child.once("error", () => progress.say(`No browser could be opened; visit ${url}.`));
  child.unref();
}
