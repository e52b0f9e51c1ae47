import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { awsEnvironment, type TestAws } from "./fixture.ts";

/** Worker processes as an operator runs them. */
export class WorkerProcesses {
  readonly #environment: Record<string, string>;
  readonly #running = new Set<ChildProcess>();
  /** What they logged, for a test that fails. */
  output = "";

  constructor(aws: TestAws, databaseUrl: string) {
    this.#environment = { ...awsEnvironment(aws), DATABASE_URL: databaseUrl, POSTERN_CONCURRENCY: "2" };
  }

  start(): ChildProcess {
    const entry = path.join(import.meta.dirname, "../../worker.ts");
    const child = spawn(process.execPath, [entry], {
      env: {
        ...withoutOurs(process.env),
        ...this.#environment,
        // Once a year: no run begins that a test did not ask for.
        POSTERN_SCHEDULE: "0 0 1 1 *",
        POSTERN_LOG_LEVEL: "warn",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        this.output += chunk.toString("utf8");
      });
    this.#running.add(child);
    child.once("exit", () => this.#running.delete(child));
    return child;
  }

  /** Kills all of them as a crash or a lost machine does: without a word. */
  async killAll(): Promise<void> {
    await Promise.all(
      [...this.#running].map(async (child) => {
        const gone = once(child, "exit");
        child.kill("SIGKILL");
        await gone;
      }),
    );
  }

  get alive(): number {
    return this.#running.size;
  }
}

/** This process's variables but for those that are about tests or Postern itself. */
function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = /^(POSTERN_|VITEST|NODE_OPTIONS)/;
  return {
    ...environment,
    ...Object.fromEntries(
      Object.keys(environment)
        .filter((name) => ours.test(name))
        .map((name) => [name, undefined]),
    ),
  };
}
