import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** The simulator in a process of its own, so that its work is not counted as ours. */
export async function startBenchSimulator(options: {
  readonly accounts: number;
  readonly regions: number;
}): Promise<{ env: Record<string, string>; stop(): void }> {
  const child = spawn(
    process.execPath,
    [
      "simulator/main.ts",
      ...["--accounts", String(options.accounts), "--regions", String(options.regions)],
      ...["--port", "0"],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const env: Record<string, string> = {};
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    const [, name, value] = line.match(/^export (\w+)=(.*)$/) ?? [];
    if (name !== undefined && value !== undefined) env[name] = value;
    if (name === "AWS_REGION") lines.close();
  });
  await once(lines, "close");
  return { env, stop: () => child.kill() };
}
