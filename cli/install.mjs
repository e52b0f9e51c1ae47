// Runs on whatever Node the machine has, before anything is installed: built-ins only.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const INSTALL_STAMP = "node_modules/.postern-install";
const CLIENT_STAMP = "node_modules/.postern-client";
const CLIENT_ENTRY = "lib/store/generated/client.ts";

/** @param {string} root */
export function installHash(root) {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  return hash.update(readFileSync(path.join(root, "package-lock.json"))).digest("hex");
}

/** @param {string} root */
export function schemaHash(root) {
  const hash = createHash("sha256");
  for (const file of schemaFiles(root)) hash.update(`${file}\n`).update(readFileSync(path.join(root, file)));
  return hash.update(installHash(root)).digest("hex");
}

/**
 * Whether node_modules holds what the lock file asks for: by our stamp, or by npm's own list when somebody
 * installed by hand.
 * @param {string} root
 */
export function isInstalled(root) {
  if (readOptional(path.join(root, INSTALL_STAMP)) === installHash(root)) return true;
  const installed = readOptional(path.join(root, "node_modules/.package-lock.json"));
  if (
    installed === undefined ||
    !sameVersions(readFileSync(path.join(root, "package-lock.json"), "utf8"), installed)
  ) {
    return false;
  }
  writeFileSync(path.join(root, INSTALL_STAMP), installHash(root));
  return true;
}

/**
 * @param {string} wantedText
 * @param {string} installedText
 */
export function sameVersions(wantedText, installedText) {
  const wanted = JSON.parse(wantedText).packages ?? {};
  const installed = JSON.parse(installedText).packages ?? {};
  const names = new Set([...Object.keys(wanted), ...Object.keys(installed)]);
  names.delete("");
  return [...names].every((name) => {
    const want = wanted[name];
    const have = installed[name];
    // Optional packages are those of other platforms.
    if (have === undefined) return want.optional === true;
    return want !== undefined && want.version === have.version && want.integrity === have.integrity;
  });
}

/**
 * @param {string} root
 * @param {(line: string) => void} say
 */
export async function install(root, say) {
  if (isInstalled(root)) return;
  const npm = findNpm();
  const started = Date.now();
  say("Installing the packages of package-lock.json with npm (once; a few minutes without npm's cache)…");
  const kept = [];
  let fetched = 0;
  let said = Date.now();
  const { code, reason } = await run(
    npm.command,
    [...npm.args, "ci", "--loglevel=http", "--no-progress"],
    root,
    (line) => {
      if (/ http (fetch|cache) /.test(line)) {
        fetched++;
        if (Date.now() - said > 3000) {
          said = Date.now();
          say(`  ${fetched} packages fetched or found in the cache, ${seconds(started)} so far`);
        }
      } else {
        kept.push(line);
      }
    },
  );
  if (code !== 0) {
    throw new Error(
      `npm could not install the packages (${reason}). Its last lines:\n\n${kept.slice(-25).join("\n")}\n\nCheck the connection to the npm registry and the free disk space, then start the same command again.`,
    );
  }
  writeFileSync(path.join(root, INSTALL_STAMP), installHash(root));
  say(`Packages installed, ${seconds(started)}.`);
}

/**
 * Writes the typed database client when the schema has changed.
 * @param {string} root
 * @param {string} node
 * @param {(line: string) => void} say
 */
export async function generateClient(root, node, say) {
  if (schemaFiles(root).length === 0) return;
  const stamp = path.join(root, CLIENT_STAMP);
  const hash = schemaHash(root);
  if (existsSync(path.join(root, CLIENT_ENTRY)) && readOptional(stamp) === hash) return;
  const started = Date.now();
  const output = [];
  const { code, reason } = await run(node, ["node_modules/prisma/build/index.js", "generate"], root, (line) =>
    output.push(line),
  );
  if (code !== 0) {
    throw new Error(
      `The database client could not be generated (${reason}):\n\n${output.slice(-25).join("\n")}`,
    );
  }
  writeFileSync(stamp, hash);
  say(`Database client generated, ${seconds(started)}.`);
}

/**
 * Keeps two commands from installing into the same folder at once.
 * @param {string} root
 * @param {(line: string) => void} say
 * @param {() => Promise<void>} work
 */
export async function withInstallLock(root, say, work) {
  const lock = path.join(root, ".postern", "install.lock");
  mkdirSync(path.dirname(lock), { recursive: true });
  let waiting = false;
  while (!take(lock)) {
    const holder = Number.parseInt(readOptional(lock) ?? "", 10);
    if (holder > 0 && !isRunning(holder)) rmSync(lock, { force: true });
    else {
      if (!waiting) say(`Waiting for the other Postern command (process ${holder}) that installs packages…`);
      waiting = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function findNpm() {
  const own = process.env.npm_execpath;
  if (own?.endsWith(".js") && /npm-cli/.test(own) && existsSync(own))
    return { command: process.execPath, args: [own] };
  const command = process.platform === "win32" ? "npm.cmd" : "npm";
  if (spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0) return { command, args: [] };
  throw new Error(
    "npm was not found. Install Node.js with npm (https://nodejs.org), then start the command again.",
  );
}

function run(command, args, cwd, onLine) {
  // An existing path keeps Prisma from downloading an engine that Postern does not use.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  };
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
      let rest = "";
      stream.setEncoding("utf8").on("data", (chunk) => {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop() ?? "";
        lines.filter((line) => line.trim() !== "").forEach(onLine);
      });
      stream.on("end", () => rest && onLine(rest));
    }
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, reason: signal ?? `exit code ${code}` }));
  });
}

function schemaFiles(root) {
  const directory = path.join(root, "prisma/schema");
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory).filter((name) => name.endsWith(".prisma"));
  return names.sort().map((name) => `prisma/schema/${name}`);
}

function readOptional(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function seconds(started) {
  return `${Math.round((Date.now() - started) / 1000)} s`;
}
