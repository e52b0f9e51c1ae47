import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSupervisor } from "./children.ts";
import { processIdentity } from "./process-identity.ts";

/** Starts a grandchild that ignores SIGTERM, writes both ids down, and would run on for minutes. */
const STUBBORN = `
const { spawn } = require("node:child_process");
const ignoring = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
const grandchild = spawn(process.execPath, ["-e", ignoring], { stdio: "ignore" });
process.on("SIGTERM", () => process.exit(0));
setTimeout(() => console.log(process.pid + " " + grandchild.pid), 300);
setInterval(() => {}, 1000);
`;

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "postern-children-"));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe("createSupervisor", () => {
  it("leaves no process behind when it stops, not even a stubborn grandchild", async () => {
    const supervisor = createSupervisor(directory);
    const pids = await startStubborn(supervisor);
    expect(pids.every(isRunning)).toBe(true);
    await supervisor.stop(2000);
    await expect.poll(() => pids.some(isRunning), { timeout: 3000 }).toBe(false);
  });

  it("kills at once when told to", async () => {
    const supervisor = createSupervisor(directory);
    const pids = await startStubborn(supervisor);
    supervisor.killNow();
    await expect.poll(() => pids.some(isRunning), { timeout: 3000 }).toBe(false);
  });

  it("reports a child that ends by itself, with its last lines and its log", async () => {
    const supervisor = createSupervisor(directory);
    supervisor.start({
      name: "worker",
      args: ["-e", "console.error('no database'); process.exit(4)"],
      env: {},
    });
    await expect(supervisor.failed).rejects.toThrow(
      /worker ended unexpectedly \(exit code 4\)[\s\S]*no database/,
    );
    await supervisor.stop();
    expect(readFileSync(path.join(directory, "worker.log"), "utf8")).toContain("no database");
  });

  it("does not report children that it stopped", async () => {
    const supervisor = createSupervisor(directory);
    await startStubborn(supervisor);
    await supervisor.stop(500);
    const outcome = await Promise.race([supervisor.failed.catch(() => "reported"), sleep(200, "quiet")]);
    expect(outcome).toBe("quiet");
  });

  it("takes its children with it when it is killed too hard to stop them", async () => {
    const script = path.join(directory, "owner.ts");
    const module = JSON.stringify(path.join(import.meta.dirname, "children.ts"));
    writeFileSync(
      script,
      `const { createSupervisor } = await import(${module});
       createSupervisor(${JSON.stringify(directory)}).start({ name: "child", env: {},
         args: ["-e", "console.log(process.pid); setInterval(() => {}, 1000)"],
         onLine: (line) => console.log(line) });`,
    );
    const owner = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    const [chunk] = await once(owner.stdout, "data");
    const pid = Number(String(chunk).trim());
    expect(isRunning(pid)).toBe(true);
    owner.kill("SIGKILL");
    await expect.poll(() => isRunning(pid), { timeout: 3000 }).toBe(false);
  });
});

function startStubborn(supervisor: ReturnType<typeof createSupervisor>): Promise<number[]> {
  return new Promise((resolve) => {
    const onLine = (line: string) => resolve(line.split(" ").map(Number));
    supervisor.start({ name: "stubborn", args: ["-e", STUBBORN], env: {}, onLine });
  });
}

function isRunning(pid: number): boolean {
  return processIdentity(pid) !== undefined;
}
