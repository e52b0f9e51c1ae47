import { spawn } from "node:child_process";
import { chown, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { commandLine, processIdentity } from "./process-identity.ts";

/** One Postgres data directory and the log beside it. */
export type Cluster = { binaries: PostgresBinaries; directory: string; logFile: string };

export const SUPERUSER = "postern";

const START_ATTEMPTS = 4;

/** Makes the data directory's files with the given password for the superuser, unless they exist. */
export async function initializeCluster(cluster: Cluster, password: string): Promise<void> {
  if (await exists(path.join(cluster.directory, "PG_VERSION"))) return;
  await mkdir(cluster.directory, { recursive: true, mode: 0o700 });
  const { account } = cluster.binaries;
  const passwordFile = `${cluster.directory}.password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (account !== undefined) {
      await chown(cluster.directory, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    const flags = [
      `--pgdata=${cluster.directory}`,
      "--auth=scram-sha-256",
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      // Orders the same on every machine and still knows the letters of all languages.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
    ];
    const { code, output } = await run(cluster, cluster.binaries.initdb, flags);
    if (code !== 0) {
      // What a failed initdb leaves behind would be taken for a data directory by the next start.
      await rm(cluster.directory, { recursive: true, force: true });
      const hint =
        account !== undefined && output.includes("ermission denied")
          ? "\nAs root, choose a --data-dir that the account `postgres` can enter."
          : "";
      throw new Error(
        `Postgres could not create its files in ${cluster.directory}:\n${lastLines(output)}${hint}`,
      );
    }
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** Starts the server on the loopback address, detached from this process's terminal; returns its port. */
export async function startCluster(
  cluster: Cluster,
  wantedPort?: number,
  settings: string[] = [],
): Promise<number> {
  await writeFile(cluster.logFile, "", { flag: "a", mode: 0o600 });
  const { account } = cluster.binaries;
  if (account !== undefined) await chown(cluster.logFile, account.uid, account.gid);
  let problem = "";
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
    const port =
      attempt === 0 && wantedPort !== undefined && (await isFree(wantedPort)) ? wantedPort : await freePort();
    const options = [`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories=", ...settings];
    const before = (await stat(cluster.logFile)).size;
    const { code, output } = await run(cluster, cluster.binaries.pgCtl, [
      "start",
      "--wait",
      "--timeout=60",
      `--pgdata=${cluster.directory}`,
      `--log=${cluster.logFile}`,
      `--options=${options.map((option) => `-c ${option}`).join(" ")}`,
    ]);
    if (code === 0) return port;
    problem = (await readFile(cluster.logFile)).subarray(before).toString("utf8") || output;
    // The port may have been taken in between; children of a killed server need a moment to go.
    if (!/could not create any TCP|in use/.test(problem)) break;
    await sleep(1000);
  }
  throw new Error(`The embedded Postgres in ${cluster.directory} did not start:\n${lastLines(problem)}`);
}

/** Ends the server at once but cleanly; open connections are closed. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  if ((await runningPort(cluster)) === undefined) return;
  const flags = ["stop", "--wait", "--timeout=60", "--mode=fast", `--pgdata=${cluster.directory}`];
  const { code, output } = await run(cluster, cluster.binaries.pgCtl, flags);
  if (code !== 0 && (await runningPort(cluster)) !== undefined) {
    throw new Error(`The embedded Postgres in ${cluster.directory} did not stop:\n${lastLines(output)}`);
  }
}

/**
 * The port of the server that runs on this data directory, whoever started it. Its pid file is not believed:
 * the number may by now be another process's, or a dead one's that nobody has reaped, and Postgres would
 * refuse to start beside either.
 */
export async function runningPort(cluster: Cluster): Promise<number | undefined> {
  const file = path.join(cluster.directory, "postmaster.pid");
  if (!(await exists(file))) return undefined;
  const lines = (await readFile(file, "utf8")).split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  if (processIdentity(pid) === undefined || !commandLine(pid).includes(cluster.directory)) {
    await rm(file, { force: true });
    return undefined;
  }
  const port = Number.parseInt(lines[3] ?? "", 10);
  return Number.isInteger(port) ? port : undefined;
}

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Whether a server could listen on this loopback port now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

type Outcome = { code: number | null; output: string };

function run(cluster: Cluster, command: string, args: string[]): Promise<Outcome> {
  // PGPORT, PGHOST and the like of the user's shell mean another server.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PG")));
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...cluster.binaries.account,
      cwd: "/",
      env: { ...env, LC_ALL: "C", NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-12).join("\n");
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
