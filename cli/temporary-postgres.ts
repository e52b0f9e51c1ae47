import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findPostgres } from "./postgres-binaries.ts";
import { type Cluster, initializeCluster, SUPERUSER, startCluster, stopCluster } from "./postgres-cluster.ts";
import { isAlive, processIdentity } from "./process-identity.ts";

const PREFIX = "postern-postgres-";
const OWNER = "owner";

/** Durability costs most of the time of a test and a lost test database is no loss. */
const FAST_AND_LOSSY = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "wal_level=minimal",
  "max_wal_senders=0",
  "max_connections=200",
  "autovacuum_naptime=5",
];

/** `url` leads to its `postgres` database. */
type TemporaryPostgres = { url: string; directory: string; stop(): Promise<void> };

/** A Postgres of its own in a temporary directory, gone with its data when stopped. For tests and tools. */
export async function startTemporaryPostgres(): Promise<TemporaryPostgres> {
  await removeOrphans();
  const directory = await mkdtemp(path.join(tmpdir(), PREFIX));
  await chmod(directory, 0o755);
  await writeFile(path.join(directory, OWNER), processIdentity(process.pid) ?? "");
  const cluster = clusterIn(directory);
  const password = randomBytes(18).toString("base64url");
  const stop = async () => {
    await stopCluster(cluster);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await initializeCluster(cluster, password);
    const port = await startCluster(cluster, undefined, FAST_AND_LOSSY);
    return { url: `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`, directory, stop };
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

/** Stops and removes the servers of processes that were killed before they could do so. */
async function removeOrphans(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const directory = path.join(tmpdir(), name);
    const owner = await readFile(path.join(directory, OWNER), "utf8").catch(() => "");
    // Without an owner yet, it is another process's that is just being made.
    if (owner === "" || isAlive(owner)) continue;
    await stopCluster(clusterIn(directory));
    await rm(directory, { recursive: true, force: true });
  }
}

function clusterIn(directory: string): Cluster {
  return {
    binaries: findPostgres(),
    directory: path.join(directory, "data"),
    logFile: path.join(directory, "postgres.log"),
  };
}
