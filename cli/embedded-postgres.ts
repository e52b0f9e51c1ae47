import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { resolveDataDir } from "./data-dir.ts";
import { withFileLock } from "./file-lock.ts";
import { findPostgres } from "./postgres-binaries.ts";
import {
  type Cluster,
  initializeCluster,
  runningPort,
  SUPERUSER,
  startCluster,
  stopCluster,
} from "./postgres-cluster.ts";
import { isAlive, processIdentity } from "./process-identity.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** A database to work with, and how to let go of it. */
export type OpenDatabase = { url: string; close(): Promise<void>; embedded: boolean };

type ServerRecord = { port?: number; password: string };

const MINIMUM_VERSION = 15;
const LOCK_TIMEOUT_MS = 90_000;
const READY_TIMEOUT_MS = 15_000;
const STARTING_UP = "57P03";
const DATABASE = "postern";

/**
 * Opens the database of DATABASE_URL, or the embedded Postgres of the data directory.
 * Commands on one data directory share one server; the last of them to close stops it.
 */
export async function openDatabase(options: {
  dataDir?: string;
  env: Environment;
  /** Erase what the data directory's database holds first. */
  fresh?: boolean;
}): Promise<OpenDatabase> {
  const url = options.env["DATABASE_URL"];
  if (url !== undefined && url !== "") {
    await checkServer(url);
    return { url, embedded: false, close: async () => undefined };
  }
  return openEmbedded(resolveDataDir(options.dataDir, options.env), options.fresh === true);
}

async function openEmbedded(dataDir: string, fresh: boolean): Promise<OpenDatabase> {
  const cluster: Cluster = {
    binaries: findPostgres(),
    directory: path.join(dataDir, "postgres-18"),
    logFile: path.join(dataDir, "postgres.log"),
  };
  await createDataDir(dataDir);
  const lockFile = path.join(dataDir, "postgres.lock");
  const users = path.join(dataDir, "postgres-users");
  const ticket = path.join(users, `${processIdentity(process.pid)}.${randomBytes(4).toString("hex")}`);
  const url = await withFileLock(lockFile, LOCK_TIMEOUT_MS, async () => {
    await mkdir(users, { recursive: true, mode: 0o700 });
    if (fresh) {
      if (await hasUsers(users))
        throw new Error(`Another Postern command uses ${dataDir}: stop it before --fresh.`);
      await stopCluster(cluster);
      await rm(cluster.directory, { recursive: true, force: true });
    }
    const opened = await serve(cluster, dataDir);
    await writeFile(ticket, "");
    return opened;
  });
  let closing: Promise<void> | undefined;
  const release = () =>
    withFileLock(lockFile, LOCK_TIMEOUT_MS, async () => {
      await rm(ticket, { force: true });
      if (!(await hasUsers(users))) await stopCluster(cluster);
    });
  const close = () => {
    closing ??= release();
    return closing;
  };
  return { url, embedded: true, close };
}

async function createDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The data directory ${dataDir} cannot be created (${reason}). Choose another with --data-dir.`,
      {
        cause,
      },
    );
  }
}

/** Adopts the server that already runs on the data directory, whoever started it, or starts one. */
async function serve(cluster: Cluster, dataDir: string): Promise<string> {
  const recordFile = path.join(dataDir, "postgres.json");
  const record = (await readRecord(recordFile)) ?? { password: randomBytes(24).toString("base64url") };
  let port = await runningPort(cluster);
  if (port === undefined) {
    // Written before the files exist: a kill in between must not leave a database whose password nobody knows.
    await writeRecord(recordFile, record);
    await initializeCluster(cluster, record.password);
    port = await startCluster(cluster, record.port);
  }
  await writeRecord(recordFile, { ...record, port });
  const base = `postgresql://${SUPERUSER}:${record.password}@127.0.0.1:${port}`;
  await ensureDatabase(base, recordFile);
  return `${base}/${DATABASE}`;
}

async function ensureDatabase(base: string, recordFile: string): Promise<void> {
  const client = await connectWhenReady(`${base}/postgres`, recordFile);
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** A server that lost its owner while it started or recovered needs a moment yet. */
async function connectWhenReady(url: string, recordFile: string): Promise<pg.Client> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: READY_TIMEOUT_MS });
    try {
      await client.connect();
      return client;
    } catch (cause) {
      const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
      if ((code !== "ECONNREFUSED" && code !== STARTING_UP) || Date.now() > deadline) {
        throw new Error(
          `The embedded Postgres does not answer with the password in ${recordFile}: ${reasonOf(cause)}`,
          { cause },
        );
      }
      await sleep(100);
    }
  }
}

async function hasUsers(directory: string): Promise<boolean> {
  for (const name of await readdir(directory)) {
    if (isAlive(name.slice(0, name.lastIndexOf(".")))) return true;
    await rm(path.join(directory, name), { force: true });
  }
  return false;
}

async function readRecord(file: string): Promise<ServerRecord | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const record: unknown = JSON.parse(text);
  if (
    typeof record === "object" &&
    record !== null &&
    "password" in record &&
    typeof record.password === "string"
  ) {
    const port = "port" in record && typeof record.port === "number" ? { port: record.port } : {};
    return { password: record.password, ...port };
  }
  throw new Error(
    `${file} holds no password for the embedded Postgres. Restore it, or move the directory away.`,
  );
}

async function writeRecord(file: string, record: ServerRecord): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Throws a sentence, without the password, when the server of the URL cannot be used. */
async function checkServer(url: string): Promise<void> {
  const where = describe(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (cause) {
    throw new Error(
      `The database of DATABASE_URL (${where}) cannot be reached: ${reasonOf(cause)}. Check that it runs and that host, port, user and password are right; without DATABASE_URL, Postern starts a database of its own.`,
    );
  }
  try {
    const result = await client.query<{ version: string }>(
      "select current_setting('server_version_num') as version",
    );
    const major = Math.floor(Number(result.rows[0]?.version) / 10_000);
    if (major < MINIMUM_VERSION) {
      throw new Error(
        `The database of DATABASE_URL (${where}) is Postgres ${major}; Postern needs Postgres ${MINIMUM_VERSION} or later.`,
      );
    }
  } finally {
    await client.end();
  }
}

function describe(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new Error("DATABASE_URL is not a URL. Write postgresql://user:password@host:5432/database.");
  }
  if (parsed.protocol !== "postgresql:" && parsed.protocol !== "postgres:") {
    throw new Error(
      "DATABASE_URL must start with postgresql://, as in postgresql://user:password@host:5432/database.",
    );
  }
  return `${parsed.host}${parsed.pathname}`;
}

function reasonOf(error: unknown): string {
  // A host name with several addresses gives one error for each and no message of its own.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}
