import { reportOf } from "#collectors/preflight/report.ts";
import { runPreflight } from "#collectors/preflight/run-preflight.ts";
import { collectors } from "#collectors/registry.ts";
import { RunCancelled } from "#collectors/runtime/failure.ts";
import { accessOf } from "#collectors/worker/open-context.ts";
import { readConfig } from "#lib/config.ts";
import { readArgs, runCommand } from "./args.ts";
import { preflightText } from "./preflight-text.ts";
import { createProgress } from "./progress.ts";

const FLAGS = {
  json: { type: "switch", help: "print the whole report as JSON" },
} as const;

/** What scripts hold on to: 0 all right, 3 something is missing, 1 it could not be found out. */
const EXIT_CODES = { ready: 0, lacking: 3, impossible: 1 } as const;
const STOPPED = 130;

await runCommand(async () => {
  const args = readArgs("preflight", FLAGS, process.argv.slice(2));
  const config = readConfig(process.env);
  const access = accessOf(config, process.env);
  const progress = createProgress();
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  try {
    const results = runPreflight({
      access,
      collectors,
      regions: config.regions ?? [],
      concurrency: config.concurrency,
      threatQueueUrl: config.threatQueueUrl,
      signal: stop.signal,
      onProgress: async ({ step }) => progress.update(`${step}…`),
    });
    const report = await reportOf(results, { collectors, access });
    progress.say("");
    process.stdout.write(args.isOn("json") ? `${JSON.stringify(report, null, 2)}\n` : preflightText(report));
    return EXIT_CODES[report.verdict.state];
  } catch (error) {
    if (!(error instanceof RunCancelled)) throw error;
    progress.say("Stopped.");
    return STOPPED;
  }
});
