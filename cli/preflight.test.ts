import { spawn } from "node:child_process";
import { once } from "node:events";
import { devNull } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { awsEnvironment } from "#collectors/worker/testing/fixture.ts";
import { preflightReport } from "#lib/inventory/preflight.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { simulatedAws } from "./environment.ts";

// The limits of AWS Organizations are kept to, which takes seconds.
vi.setConfig({ testTimeout: 90_000 });

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ accounts: 3, regions: 1, date: "2026-11-20", findingsPerAccount: 1 });
});
afterAll(() => simulator?.stop());
afterEach(() => simulator.setFaults([]));

const accounts = () => simulator.accounts().filter(({ state }) => state === "ACTIVE");

function start(args: readonly string[], env: Record<string, string> = {}) {
  return spawn(process.execPath, [path.join(import.meta.dirname, "preflight.ts"), ...args], {
    env: { NODE_ENV: "test", ...simulatedAws(process.env, awsEnvironment(simulator)), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function preflight(args: readonly string[], env: Record<string, string> = {}) {
  const child = start(args, env);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { stdout, stderr, code };
}

describe("npm run preflight", () => {
  it("ends 0 where nothing is missing, says so first, and shows how far it is", async () => {
    const { stdout, stderr, code } = await preflight([]);
    const count = accounts().length;
    expect({ code, first: stdout.split("\n")[0] }).toEqual({
      code: 0,
      first: `Postern can enter all ${count} accounts, and nothing that it asked for was refused.`,
    });
    expect(stderr).toContain(`Checked ${count} of ${count} accounts…`);
    expect(stdout).toMatch(/^ {2}guardduty\.amazonaws\.com {9,}security-tooling \(\d{12}\)$/m);
    expect(stdout).toMatch(/iam:GenerateCredentialReport.*It would start work in the account/);
  });

  it("ends 3 where an action is denied, with its accounts, its cost, and the statement to add", async () => {
    const [account] = accounts();
    simulator.setFaults([
      {
        service: "iam",
        operation: "ListVirtualMFADevices",
        account: account?.id,
        effect: { kind: "error", code: "AccessDenied" },
      },
      { service: "s3", operation: "ListBuckets", effect: { kind: "error", code: "AccessDenied" } },
    ]);
    const { stdout, code } = await preflight([]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^2 actions are denied, in \d of \d accounts\.\n/);
    expect(stdout).toContain(
      [
        `  iam:ListVirtualMFADevices: denied in ${account?.name} (${account?.id})`,
        "    not seen: iam.virtual-mfa-device",
        "    unknown:  Root MFA is hardware",
      ].join("\n"),
    );
    expect(stdout).toContain(`  s3:ListAllMyBuckets: denied in all ${accounts().length} accounts\n`);
    const [, statement = ""] =
      /Add to the role in every account \(deploy\/member-role\.yaml\):\n(\{[\s\S]*?\n\})/.exec(stdout) ?? [];
    expect(JSON.parse(statement)).toEqual({
      Sid: "ReadPosture",
      Effect: "Allow",
      Action: ["iam:ListVirtualMFADevices", "s3:ListAllMyBuckets"],
      Resource: "*",
    });
  });

  it("ends 3 and says what to look at where a role cannot be assumed; --json has it as data", async () => {
    const { stdout, code } = await preflight(["--json"], { POSTERN_ROLE_NAME: "AuditRole" });
    const report = preflightReport.parse(JSON.parse(stdout));
    expect(code).toBe(3);
    expect(report.closedDoors.flatMap((door) => door.accounts).sort()).toEqual(
      accounts()
        .map(({ id }) => id)
        .sort(),
    );
    expect(report.closedDoors.flatMap(({ check }) => check)).toContain(
      "The StackSet of deploy/management.yaml: it must have made AuditRole in these accounts. Another name goes into POSTERN_ROLE_NAME.",
    );
  });

  it("ends 1 without credentials, and says where to give them", async () => {
    const { stdout, code } = await preflight([], {
      AWS_ACCESS_KEY_ID: "",
      AWS_SECRET_ACCESS_KEY: "",
      AWS_CONFIG_FILE: devNull,
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^No usable AWS credentials: .*standard chain/);
  });

  it("ends at Ctrl-C", async () => {
    simulator.setFaults([{ service: "sns", operation: "ListTopics", effect: { kind: "slow", ms: 80_000 } }]);
    const child = start([]);
    child.stderr.on("data", (chunk: Buffer) => {
      if (chunk.includes("Asking those who administer")) child.kill("SIGINT");
    });
    const [code] = await once(child, "exit");
    expect(code).toBe(130);
  });
});
