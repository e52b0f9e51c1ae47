import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findPostgres } from "./postgres-binaries.ts";
import { type Cluster, initializeCluster, SUPERUSER, startCluster, stopCluster } from "./postgres-cluster.ts";

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

/** A Postgres of its own in a temporary directory, gone with its data when stopped. For tests and tools. */
export async function startTemporaryPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const directory = await mkdtemp(path.join(tmpdir(), "postern-postgres-"));
  await chmod(directory, 0o755);
  const cluster: Cluster = {
    binaries: findPostgres(),
    directory: path.join(directory, "data"),
    logFile: path.join(directory, "postgres.log"),
  };
  const password = randomBytes(18).toString("base64url");
  const stop = async () => {
    await stopCluster(cluster);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await initializeCluster(cluster, password);
    const port = await startCluster(cluster, undefined, FAST_AND_LOSSY);
    return { url: `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`, stop };
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}
