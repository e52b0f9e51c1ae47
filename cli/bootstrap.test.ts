import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installHash, isInstalled, sameVersions, schemaHash } from "./install.mjs";

const LOCK = {
  packages: {
    "": { name: "postern" },
    "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
    "node_modules/other-platform": { version: "1.0.0", integrity: "sha512-o", optional: true },
  },
};
const INSTALLED = { packages: { "node_modules/a": LOCK.packages["node_modules/a"] } };

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "postern-bootstrap-"));
  for (const directory of ["cli", "node_modules", "prisma/schema"])
    mkdirSync(path.join(root, directory), { recursive: true });
  write("package-lock.json", JSON.stringify(LOCK));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("isInstalled", () => {
  it("believes its stamp only while the lock file is the one that was installed", () => {
    expect(isInstalled(root)).toBe(false);
    write("node_modules/.postern-install", installHash(root));
    expect(isInstalled(root)).toBe(true);
    write("package-lock.json", JSON.stringify({ packages: {} }));
    expect(isInstalled(root)).toBe(false);
  });

  it("accepts an installation made by hand and stamps it", () => {
    write("node_modules/.package-lock.json", JSON.stringify(INSTALLED));
    expect(isInstalled(root)).toBe(true);
    expect(readFileSync(path.join(root, "node_modules/.postern-install"), "utf8")).toBe(installHash(root));
  });
});

describe("sameVersions", () => {
  const same = (installed: unknown) =>
    sameVersions(JSON.stringify(LOCK), JSON.stringify({ packages: installed }));

  it("misses nothing but the optional packages of other platforms", () => {
    expect(same(INSTALLED.packages)).toBe(true);
    expect(same({})).toBe(false);
  });

  it("refuses another version and a package that is not in the lock file", () => {
    expect(same({ "node_modules/a": { version: "1.0.1", integrity: "sha512-a" } })).toBe(false);
    expect(same({ ...INSTALLED.packages, "node_modules/b": { version: "1.0.0" } })).toBe(false);
  });
});

describe("schemaHash", () => {
  it("changes with the content and with the set of schema files", () => {
    const hashes = new Set([schemaHash(root)]);
    write("prisma/schema/a.prisma", "model A {}");
    hashes.add(schemaHash(root));
    write("prisma/schema/a.prisma", "model B {}");
    hashes.add(schemaHash(root));
    write("prisma/schema/b.prisma", "");
    hashes.add(schemaHash(root));
    expect(hashes.size).toBe(4);
  });
});

describe("bootstrap", () => {
  beforeEach(() => {
    for (const file of ["bootstrap.mjs", "install.mjs", "check-node.mjs"])
      cpSync(path.join(import.meta.dirname, file), path.join(root, "cli", file));
    write("node_modules/.package-lock.json", JSON.stringify(INSTALLED));
    rmSync(path.join(root, "prisma"), { recursive: true });
  });

  it("hands arguments and stdout through untouched, and the exit code back", () => {
    write("cli/export.ts", "process.stdout.write(process.argv.slice(2).join(' ')); process.exit(3);");
    const result = bootstrap(["export", "--format", "csv"]);
    expect(result).toMatchObject({ stdout: "--format csv", status: 3 });
  });

  it("ends by the signal that ended the command", () => {
    write("cli/demo.ts", "process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 10_000);");
    expect(bootstrap(["demo"]).signal).toBe("SIGTERM");
  });

  it("names the commands there are when it does not know one", () => {
    write("cli/demo.ts", "");
    const result = bootstrap(["../evil"]);
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/Commands: demo\./);
  });

  it("says that npm is missing instead of failing somewhere in it", () => {
    rmSync(path.join(root, "node_modules/.package-lock.json"));
    write("cli/demo.ts", "");
    const result = bootstrap(["demo"], { PATH: "/nonexistent", npm_execpath: "" });
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/npm was not found/);
  });

  it("shows npm's last lines when the installation fails", () => {
    rmSync(path.join(root, "node_modules/.package-lock.json"));
    write("cli/demo.ts", "");
    write(
      "bin/npm",
      "#!/bin/sh\n[ \"$1\" = --version ] && exit 0\necho 'npm error no such registry' >&2\nexit 9\n",
      0o755,
    );
    const result = bootstrap(["demo"], { PATH: `${path.join(root, "bin")}:/bin:/usr/bin`, npm_execpath: "" });
    expect(result.status).toBe(1);
    expect(result.stdout).toBe("");
    expect(result.stderr).toMatch(/exit code 9[\s\S]*no such registry/);
  });
});

function bootstrap(args: string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, [path.join(root, "cli/bootstrap.mjs"), ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
}

function write(file: string, content: string, mode = 0o644): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content, { mode });
}
