import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";

const calls = z.array(
  z.object({
    service: z.string(),
    operation: z.string(),
    account: z.string(),
    region: z.string(),
    count: z.number(),
    distinct: z.number(),
  }),
);
type Call = z.infer<typeof calls>[number];

/** The simulator in a process of its own, so that its work is not counted as ours. */
export async function startBenchSimulator(options: {
  readonly accounts: number;
  readonly regions: number;
  readonly latencyMs?: number;
  /** Token buckets like AWS's. */
  readonly throttle?: boolean;
  readonly findingsPerAccount?: number;
}): Promise<{ env: Record<string, string>; calls(): Promise<readonly Call[]>; stop(): void }> {
  const child = spawn(
    process.execPath,
    [
      "simulator/main.ts",
      ...["--accounts", String(options.accounts), "--regions", String(options.regions)],
      ...["--latency", String(options.latencyMs ?? 0), ...(options.throttle ? ["--throttle"] : [])],
      ...["--findings-per-account", String(options.findingsPerAccount ?? 40)],
      ...["--port", "0"],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  // A benchmark that fails takes it along.
  process.once("exit", () => child.kill());
  const env: Record<string, string> = {};
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    const [, name, value] = line.match(/^export (\w+)=(.*)$/) ?? [];
    if (name !== undefined && value !== undefined) env[name] = value;
    if (name === "AWS_REGION") lines.close();
  });
  await once(lines, "close");
  return {
    env,
    calls: async () => {
      const answer = await fetch(`${env["AWS_ENDPOINT_URL"]}/_simulator/calls`);
      return calls.parse(await answer.json());
    },
    stop: () => child.kill(),
  };
}
