import { readArgs, runCommand, UsageError } from "./args.ts";
import { type Counts, type Step, testSteps } from "./test-steps.ts";

const PARTS = ["checks", "unit", "contract", "e2e"] as const;

const FLAGS = {
  "keep-going": { type: "switch", help: "run the remaining steps after a failure" },
} as const;

type Result = Counts & { name: string; seconds: number; ran: boolean };

await runCommand(async () => {
  const args = readArgs("test", FLAGS, process.argv.slice(2), `[${PARTS.join("|")}]`);
  const unknown = args.positionals.find((part) => !PARTS.some((known) => known === part));
  if (unknown !== undefined)
    throw new UsageError(`There is no part "${unknown}". Parts: ${PARTS.join(", ")}.`);
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const chosen = testSteps(say).filter(
    (step) => args.positionals.length === 0 || args.positionals.includes(step.part),
  );
  const results: Result[] = [];
  let failed = false;
  for (const step of chosen) {
    if (failed && !args.isOn("keep-going")) {
      results.push({ name: step.name, passed: 0, failed: 0, skipped: 0, seconds: 0, ran: false });
      continue;
    }
    say(`\n━━ ${step.name}`);
    const result = await runStep(step);
    results.push(result);
    failed ||= result.failed > 0;
  }
  summarize(results, say);
  return failed ? 1 : 0;
});

async function runStep(step: Step): Promise<Result> {
  const started = Date.now();
  const finish = (counts: Counts) => ({
    name: step.name,
    seconds: (Date.now() - started) / 1000,
    ran: true,
    ...counts,
  });
  try {
    return finish(await step.run());
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return finish({ passed: 0, failed: 1, skipped: 0 });
  }
}

function summarize(results: Result[], say: (line: string) => void): void {
  say("\n━━ Summary");
  for (const result of results) {
    const state = !result.ran ? "not run" : result.failed > 0 ? "FAILED" : "ok";
    const tests = result.passed > 0 ? `${result.passed} passed` : "";
    say(
      `${state.padEnd(8)} ${result.name.padEnd(32)} ${result.seconds.toFixed(1).padStart(7)} s  ${tests}`.trimEnd(),
    );
  }
  const sum = (key: keyof Counts) => results.reduce((total, result) => total + result[key], 0);
  const skipped = sum("skipped");
  say(`${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
}
