#!/usr/bin/env node
// The one door to every command. It must run on the Node that a machine happens to have: built-ins only.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { generateClient, install, withInstallLock } from "./install.mjs";

const OLDEST_NODE = 18;
const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"];
const NOT_COMMANDS = /\.(test|d)\./;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Progress goes to stderr: stdout belongs to the command, which may print a document. */
const say = (line) => process.stderr.write(`${line}\n`);

try {
  await main(process.argv.slice(2));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function main([command, ...args]) {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    throw new Error(
      `Node ${process.versions.node} is too old to install Postern. Install Node ${OLDEST_NODE} or later (https://nodejs.org); Postern then brings the version it runs on itself.`,
    );
  }
  const file = path.join(root, "cli", `${command}.ts`);
  if (!/^[a-z][a-z-]*$/.test(command ?? "") || !existsSync(file)) {
    throw new Error(`Usage: node cli/bootstrap.mjs <command> [options]. Commands: ${commands().join(", ")}.`);
  }
  const node = path.join(
    root,
    "node_modules",
    "node",
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  await withInstallLock(root, say, async () => {
    await install(root, say);
    await generateClient(root, existsSync(node) ? node : process.execPath, say);
  });
  await handOver(existsSync(node) ? node : process.execPath, file, args);
}

function commands() {
  const known = ["demo", "start", "preflight", "collect", "export", "test", "bench", "migration-new"];
  const files = readdirSync(path.join(root, "cli")).filter((name) => !NOT_COMMANDS.test(name));
  return known.filter((name) => files.includes(`${name}.ts`));
}

function handOver(node, file, args) {
  const check = path.join(root, "cli", "check-node.mjs");
  return new Promise((resolve, reject) => {
    const child = spawn(node, ["--import", check, file, ...args], { stdio: "inherit" });
    for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
    child.once("error", (error) =>
      reject(
        new Error(
          `${node} does not run on this machine (${error.message}). Delete node_modules and start again.`,
        ),
      ),
    );
    child.once("exit", (code, signal) => {
      for (const forwarded of FORWARDED) process.removeAllListeners(forwarded);
      if (signal !== null) process.kill(process.pid, signal);
      process.exitCode = code ?? 1;
      resolve();
    });
  });
}
