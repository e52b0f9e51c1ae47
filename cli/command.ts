import { spawn, spawnSync } from "node:child_process";
import { ROOT } from "./paths.ts";

export type CommandResult = { code: number; stdout: string };

/** Runs a program to its end with its output on this terminal, or with its stdout kept. */
export function runProgram(
  command: string,
  args: string[],
  options: { env?: Record<string, string>; keepStdout?: boolean } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", options.keepStdout ? "pipe" : "inherit", "inherit"],
    });
    let stdout = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, stdout }));
  });
}

/** Whether a program exists and answers to `--version`. */
export function answersVersion(command: string): boolean {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;
}
