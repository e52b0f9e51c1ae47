import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "./embedded-postgres.ts";
import { processIdentity } from "./process-identity.ts";

let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "postern-embedded-"));
  await chmod(dataDir, 0o755);
});

afterAll(async () => {
  await (await openDatabase({ dataDir, env: {} })).close();
  await rm(dataDir, { recursive: true, force: true });
});

const open = () => openDatabase({ dataDir, env: {} });

describe("openDatabase without DATABASE_URL", () => {
  it("shares one server among all who use the directory, and stops it with the last", async () => {
    const [first, second] = await Promise.all([open(), open()]);
    expect(second.url).toBe(first.url);
    const pid = await serverPid();
    await first.close();
    expect(await ask(second.url)).toBe("127.0.0.1");
    await second.close();
    expect(isRunning(pid)).toBe(false);
  });

  it("keeps the password from other users of the machine", async () => {
    const database = await open();
    const { mode } = await stat(path.join(dataDir, "postgres.json"));
    expect(mode & 0o777).toBe(0o600);
    await database.close();
  });

  it("adopts the server that a killed owner left, and stops it in its stead", async () => {
    const owner = spawnOwner();
    await once(owner.stdout, "data");
    const pid = await serverPid();
    owner.kill("SIGKILL");
    await once(owner, "exit");
    const adopted = await open();
    expect(await serverPid()).toBe(pid);
    await adopted.close();
    expect(isRunning(pid)).toBe(false);
  });

  it("recovers from a server that was killed with its owner", async () => {
    const owner = spawnOwner();
    await once(owner.stdout, "data");
    owner.kill("SIGKILL");
    process.kill(await serverPid(), "SIGKILL");
    await once(owner, "exit");
    const database = await open();
    expect(await ask(database.url)).toBe("127.0.0.1");
    await database.close();
  });

  it("moves to another port when its own was taken meanwhile", async () => {
    const before = await open();
    const port = Number(new URL(before.url).port);
    await before.close();
    const squatter = createServer().listen(port, "127.0.0.1");
    await once(squatter, "listening");
    const after = await open();
    expect(Number(new URL(after.url).port)).not.toBe(port);
    expect(await ask(after.url)).toBe("127.0.0.1");
    await after.close();
    squatter.close();
  });
});

describe("openDatabase with DATABASE_URL", () => {
  it("uses that server and leaves it running", async () => {
    const embedded = await open();
    const given = await openDatabase({ env: { DATABASE_URL: embedded.url } });
    expect(given).toMatchObject({ url: embedded.url, embedded: false });
    await given.close();
    expect(await ask(embedded.url)).toBe("127.0.0.1");
    await embedded.close();
  });

  it("says where it could not connect, without the password", async () => {
    const attempt = openDatabase({ env: { DATABASE_URL: "postgresql://me:secret@127.0.0.1:1/postern" } });
    await expect(attempt).rejects.toThrow(/127\.0\.0\.1:1\/postern\) cannot be reached/);
    await expect(attempt).rejects.not.toThrow(/secret/);
  });

  it("refuses what is no Postgres URL", async () => {
    await expect(openDatabase({ env: { DATABASE_URL: "mysql://x" } })).rejects.toThrow(/postgresql:\/\//);
    await expect(openDatabase({ env: { DATABASE_URL: "x" } })).rejects.toThrow(/is not a URL/);
  });
});

async function ask(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query("select inet_server_addr() as address")).rows[0].address;
  } finally {
    await client.end();
  }
}

async function serverPid(): Promise<number> {
  const file = path.join(dataDir, "postgres-18", "postmaster.pid");
  return Number.parseInt(await readFile(file, "utf8"), 10);
}

function isRunning(pid: number): boolean {
  return processIdentity(pid) !== undefined;
}

function spawnOwner() {
  const module = JSON.stringify(path.join(import.meta.dirname, "embedded-postgres.ts"));
  const script = `const { openDatabase } = await import(${module});
    await openDatabase({ dataDir: ${JSON.stringify(dataDir)}, env: {} });
    console.log("open"); setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}
