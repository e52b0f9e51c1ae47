import path from "node:path";
import { readConfig } from "#lib/config.ts";
import { readArgs, runCommand } from "./args.ts";
import { createSupervisor } from "./children.ts";
import { resolveDataDir } from "./data-dir.ts";
import { openDatabase } from "./embedded-postgres.ts";
import { assertLoopback } from "./environment.ts";
import { untilStopped } from "./lifetime.ts";
import { createProgress } from "./progress.ts";
import { assertPortFree, collectOnce, isEmpty, raiseStack } from "./stack.ts";

const FLAGS = {
  port: {
    type: "number",
    value: "P",
    min: 1,
    max: 65_535,
    help: "where the dashboard listens (PORT, or 3000)",
  },
  "data-dir": { type: "text", value: "DIR", help: "where the embedded database and the logs are" },
  "no-open": { type: "switch", help: "do not open a browser" },
} as const;

await runCommand(async () => {
  const args = readArgs("start", FLAGS, process.argv.slice(2));
  assertLoopback(process.env);
  const port = args.number("port") ?? readConfig(process.env).port;
  const dataDir = resolveDataDir(args.text("data-dir"), process.env);
  await assertPortFree(port);
  const progress = createProgress();
  progress.update("Opening the database…");
  const database = await openDatabase({ dataDir, env: process.env });
  progress.say(database.embedded ? "Database started." : "Database reached.");
  const children = createSupervisor(path.join(dataDir, "logs"));
  const workerEnv = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const up = () =>
    raiseStack(children, progress, {
      port,
      databaseUrl: database.url,
      workerEnv,
      collect: async (stack) => {
        if (await isEmpty(stack.pool)) await collectOnce(stack, "Postern");
      },
      open: !args.isOn("no-open"),
      title: "Postern",
    });
  return untilStopped(children, up, () => database.close());
});
