import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createSupervisor } from "#cli/children.ts";
import { simulatedAws } from "#cli/environment.ts";
import { freePort } from "#cli/postgres-cluster.ts";
import { createProgress } from "#cli/progress.ts";
import { raiseStack } from "#cli/stack.ts";
import { startTemporaryPostgres } from "#cli/temporary-postgres.ts";
import { startSimulator } from "#simulator/server.ts";
import { plantHostileFinding } from "./hostile.ts";
import { organization } from "./simulator.ts";

/** A whole Postern of its own: database, simulated Organization, worker and built app, collected once. */
export default async function setUp(): Promise<() => Promise<void>> {
  const simulator = await startSimulator(organization);
  const logs = await mkdtemp(path.join(tmpdir(), "postern-e2e-"));
  const children = createSupervisor(logs);
  const postgres = await startTemporaryPostgres();
  const tearDown = async () => {
    await children.stop();
    await postgres.stop();
    await simulator.stop();
    await rm(logs, { recursive: true, force: true });
  };
  try {
    const port = await freePort();
    const { accessKeyId, secretAccessKey } = simulator.credentials;
    const up = raiseStack(children, createProgress(), {
      port,
      databaseUrl: postgres.url,
      workerEnv: {
        ...simulatedAws(process.env, {
          AWS_ENDPOINT_URL: simulator.url,
          AWS_ACCESS_KEY_ID: accessKeyId,
          AWS_SECRET_ACCESS_KEY: secretAccessKey,
        }),
        // Runs begin when a test asks for one, not when the hour says so.
        POSTERN_SCHEDULE: "0 0 1 1 *",
      },
      collect: "always",
      open: false,
      title: "the browser tests",
    });
    await Promise.race([up, children.failed]);
    const [account] = simulator.accounts();
    if (account === undefined) throw new Error("The simulated Organization has no accounts.");
    await plantHostileFinding(postgres.url, account.id);
    process.env["POSTERN_URL"] = `http://127.0.0.1:${port}`;
    process.env["POSTERN_DATABASE_URL"] = postgres.url;
    process.env["POSTERN_SIMULATOR_URL"] = simulator.url;
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}
