import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

export interface Moto {
  readonly url: string;
  stop(): Promise<void>;
}

const startsWithinMs = 60_000;

/** Starts moto on a free loopback port; `MOTO_SERVER` names its binary, else the virtual environment's. */
export async function startMoto(): Promise<Moto> {
  const binary = process.env["MOTO_SERVER"] ?? path.resolve(".venv", "bin", "moto_server");
  const child = spawn(binary, ["-H", "127.0.0.1", "-p", "0"], {
    // AWS's own policies exist in every account; moto leaves them out unless told.
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  // A test process that dies takes its moto along.
  const killNow = () => child.kill("SIGKILL");
  process.once("exit", killNow);
  const lines: string[] = [];
  try {
    const url = await new Promise<string>((resolve, reject) => {
      const fail = (reason: string) =>
        reject(new Error(`moto did not start: ${reason}\n${lines.slice(-10).join("\n")}`));
      const timer = setTimeout(() => fail(`not within ${startsWithinMs / 1_000} s`), startsWithinMs);
      child.once("error", (error) => fail(error.message));
      child.once("close", (code) => fail(`it ended with ${code}`));
      for (const stream of [child.stdout, child.stderr])
        createInterface(stream).on("line", (line) => {
          if (lines.length < 100) lines.push(line);
          const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
          if (found === undefined) return;
          clearTimeout(timer);
          resolve(found);
        });
    });
    return {
      url,
      async stop() {
        process.off("exit", killNow);
        child.kill("SIGTERM");
        await ended;
      },
    };
  } catch (error) {
    killNow();
    throw error;
  }
}
