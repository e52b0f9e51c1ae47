import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parseFaults } from "./runtime/faults.ts";
import { type SimulatorOptions, startSimulator } from "./server.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    accounts: { type: "string" },
    regions: { type: "string" },
    date: { type: "string" },
    epoch: { type: "string" },
    port: { type: "string", default: "4566" },
    latency: { type: "string" },
    throttle: { type: "boolean" },
    faults: { type: "string" },
    truth: { type: "string" },
    "external-id": { type: "string" },
    "role-name": { type: "string" },
    "findings-per-account": { type: "string" },
  },
});

function number(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value)) throw new Error(`--${name} needs a number, not "${text}"`);
  return value;
}

function readOptions(): SimulatorOptions {
  return {
    port: number("port", values.port),
    ...(values.seed !== undefined && { seed: values.seed }),
    ...(values.accounts !== undefined && { accounts: number("accounts", values.accounts) }),
    ...(values.regions !== undefined && { regions: number("regions", values.regions) }),
    ...(values.date !== undefined && { date: values.date }),
    ...(values.epoch !== undefined && { epoch: values.epoch }),
    ...(values.latency !== undefined && { latencyMs: number("latency", values.latency) }),
    ...(values.throttle !== undefined && { throttle: values.throttle }),
    ...(values.faults !== undefined && {
      faults: parseFaults(JSON.parse(readFileSync(values.faults, "utf8"))),
    }),
    ...(values["external-id"] !== undefined && { externalId: values["external-id"] }),
    ...(values["role-name"] !== undefined && { roleName: values["role-name"] }),
    ...(values["findings-per-account"] !== undefined && {
      findingsPerAccount: number("findings-per-account", values["findings-per-account"]),
    }),
  };
}

async function main(): Promise<void> {
  const simulator = await startSimulator(readOptions());
  if (values.truth !== undefined) writeFileSync(values.truth, JSON.stringify(simulator.truth(), null, 1));
  console.log(`simulator: ${simulator.accounts().length} accounts at ${simulator.url}`);
  console.log(`export AWS_ENDPOINT_URL=${simulator.url}`);
  console.log(`export AWS_ACCESS_KEY_ID=${simulator.credentials.accessKeyId}`);
  console.log(`export AWS_SECRET_ACCESS_KEY=${simulator.credentials.secretAccessKey}`);
  console.log("export AWS_REGION=us-east-1");
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void simulator.stop().then(() => process.exit(0));
    });
  }
}

try {
  await main();
} catch (error) {
  console.error(`simulator: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
