import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "#lib/config.ts";
import { readArgs, runCommand, UsageError } from "./args.ts";
import { createSupervisor, type Supervisor } from "./children.ts";
import { resolveDataDir } from "./data-dir.ts";
import { collectHistory } from "./demo-history.ts";
import { openDatabase } from "./embedded-postgres.ts";
import { assertLoopback, simulatedAws } from "./environment.ts";
import { tryFileLock } from "./file-lock.ts";
import { untilStopped } from "./lifetime.ts";
import { freePort } from "./postgres-cluster.ts";
import { createProgress } from "./progress.ts";
import { assertPortFree, raiseStack } from "./stack.ts";

const REGIONS = 3;
const HISTORY_DAYS = 90;
/** The 30th of February: history is collected by the demo, and a run of now would end it. */
const NEVER = "0 0 30 2 *";
const HOURLY = "17 * * * *";
const SIMULATOR_TIMEOUT_MS = 30_000;

const FLAGS = {
  accounts: {
    type: "number",
    value: "N",
    min: 1,
    max: 5000,
    help: "accounts of the simulated Organization (12)",
  },
  seed: {
    type: "number",
    value: "N",
    min: 0,
    max: 2_147_483_647,
    help: "another number, another Organization (1)",
  },
  history: {
    type: "number",
    value: "DAYS",
    min: 0,
    max: 400,
    help: `days before today to collect, oldest first (${HISTORY_DAYS})`,
  },
  port: { type: "number", value: "P", min: 1, max: 65_535, help: "where the dashboard listens (3000)" },
  "data-dir": { type: "text", value: "DIR", help: "where the demo keeps its data" },
  fresh: { type: "switch", help: "forget what earlier demos collected" },
  "no-open": { type: "switch", help: "do not open a browser" },
} as const;

await runCommand(async () => {
  const args = readArgs("demo", FLAGS, process.argv.slice(2));
  assertLoopback(process.env);
  const port = args.number("port") ?? readConfig(process.env).port;
  const world = { accounts: args.number("accounts") ?? 12, seed: args.number("seed") ?? 1 };
  const days = args.number("history") ?? HISTORY_DAYS;
  const chosen = args.text("data-dir");
  const dataDir = chosen ? path.resolve(chosen) : path.join(resolveDataDir(undefined, process.env), "demo");
  await assertPortFree(port);
  await mkdir(dataDir, { recursive: true });
  const unlock = await tryFileLock(
    path.join(dataDir, "demo.lock"),
    "A demo already runs on this data directory",
  );
  try {
    await assertSameWorld(dataDir, world, args.isOn("fresh"));
    const progress = createProgress();
    if (process.env["DATABASE_URL"]) {
      progress.say("DATABASE_URL is left alone: the demo keeps its simulated data in a database of its own.");
    }
    progress.update("Starting the database…");
    const database = await openDatabase({ dataDir, env: {}, fresh: args.isOn("fresh") });
    progress.say("Database started.");
    const children = createSupervisor(path.join(dataDir, "logs"));
    const up = async () => {
      const simulator = await startSimulator(children, world);
      progress.say(`Simulated AWS Organization started: ${world.accounts} accounts, ${REGIONS} Regions.`);
      await raiseStack(children, progress, {
        port,
        databaseUrl: database.url,
        workerEnv: { ...simulatedAws(process.env, simulator), POSTERN_SCHEDULE: NEVER },
        collect: async ({ pool, restartWorker }) => {
          const simulatorUrl = simulator["AWS_ENDPOINT_URL"] ?? "";
          await collectHistory({ pool, simulatorUrl, days, progress, title: "the demo" });
          await restartWorker({ POSTERN_SCHEDULE: HOURLY });
        },
        open: !args.isOn("no-open"),
        title: "Postern's demo",
      });
    };
    return await untilStopped(children, up, () => database.close());
  } finally {
    await unlock();
  }
});

/** Another Organization over the data of the first would read as one whose accounts all vanished. */
async function assertSameWorld(
  dataDir: string,
  world: { accounts: number; seed: number },
  fresh: boolean,
): Promise<void> {
  const file = path.join(dataDir, "demo.json");
  const wanted = JSON.stringify(world);
  const recorded = fresh ? undefined : await readFile(file, "utf8").catch(() => undefined);
  if (recorded !== undefined && recorded !== wanted) {
    throw new UsageError(
      `The data in ${dataDir} is of another Organization (${recorded}). Add --fresh to forget it, or choose another --data-dir.`,
    );
  }
  await writeFile(file, wanted);
}

/** Starts the simulator and returns the AWS settings that it prints for its clients. */
async function startSimulator(
  children: Supervisor,
  world: { accounts: number; seed: number },
): Promise<Record<string, string>> {
  const settings: Record<string, string> = {};
  const url = `http://127.0.0.1:${await freePort()}`;
  const options = { port: new URL(url).port, seed: world.seed, accounts: world.accounts, regions: REGIONS };
  children.start({
    name: "simulator",
    args: [
      path.join("simulator", "main.ts"),
      ...Object.entries(options).map(([key, value]) => `--${key}=${value}`),
    ],
    env: simulatedAws(process.env, {}),
    onLine: (line) => {
      const [, name, value] = /^export (AWS_\w+)=(.*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) settings[name] = value;
    },
  });
  const deadline = Date.now() + SIMULATOR_TIMEOUT_MS;
  while (settings["AWS_REGION"] === undefined) {
    if (Date.now() > deadline) throw new Error("The simulator did not start within 30 seconds; see its log.");
    await sleep(50);
  }
  return settings;
}
