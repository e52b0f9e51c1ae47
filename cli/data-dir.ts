import { homedir } from "node:os";
import path from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Postern keeps what it stores on this machine: `--data-dir`, POSTERN_DATA_DIR, or the user's own place. */
export function resolveDataDir(chosen: string | undefined, env: Environment): string {
  const wanted = chosen ?? (env["POSTERN_DATA_DIR"] || undefined);
  return path.resolve(wanted ?? defaultDataDir(env));
}

function defaultDataDir(env: Environment): string {
  // Postgres refuses to run as root and the account it runs as instead cannot enter root's home.
  if (process.getuid?.() === 0) return "/var/lib/postern";
  if (process.platform === "darwin") return path.join(homedir(), "Library", "Application Support", "postern");
  return path.join(env["XDG_DATA_HOME"] || path.join(homedir(), ".local", "share"), "postern");
}
