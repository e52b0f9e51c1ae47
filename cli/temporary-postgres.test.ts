import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { processIdentity } from "./process-identity.ts";
import { startTemporaryPostgres } from "./temporary-postgres.ts";

it("removes the server and the data of a test run that was killed", async () => {
  const module = JSON.stringify(path.join(import.meta.dirname, "temporary-postgres.ts"));
  const script = `const { startTemporaryPostgres } = await import(${module});
    console.log((await startTemporaryPostgres()).directory); setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [chunk] = await once(owner.stdout, "data");
  const directory = String(chunk).trim();
  const pid = Number.parseInt(await readFile(path.join(directory, "data", "postmaster.pid"), "utf8"), 10);
  owner.kill("SIGKILL");
  await once(owner, "exit");
  expect(processIdentity(pid)).toBeDefined();
  const next = await startTemporaryPostgres();
  expect(existsSync(directory)).toBe(false);
  expect(processIdentity(pid)).toBeUndefined();
  await next.stop();
  expect(existsSync(next.directory)).toBe(false);
});
