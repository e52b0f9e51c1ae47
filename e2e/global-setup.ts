import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createSupervisor } from "#cli/children.ts";
import { simulatedAws } from "#cli/environment.ts";
import { freePort } from "#cli/postgres-cluster.ts";
import { createProgress } from "#cli/progress.ts";
import { collectOnce, raiseStack } from "#cli/stack.ts";
import { startTemporaryPostgres } from "#cli/temporary-postgres.ts";
import { dayOf } from "#lib/api/input-fields.ts";
import { startSimulator } from "#simulator/server.ts";
import { plantHostileFinding } from "./hostile.ts";
import { earlierDay, organization } from "./simulator.ts";

/**
 * A whole Postern of its own: database, simulated Organization, worker and built app, collected as of an earlier day
 * and then as of now. A second simulator, which nobody collects, keeps the truth of the earlier day.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const earlier = await startSimulator({ ...organization, date: earlierDay() });
  const simulator = await startSimulator({ ...organization, date: earlierDay() });
  const logs = await mkdtemp(path.join(tmpdir(), "postern-e2e-"));
  const children = createSupervisor(logs);
  const postgres = await startTemporaryPostgres();
  const tearDown = async () => {
    await children.stop();
    await postgres.stop();
    await simulator.stop();
    await earlier.stop();
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
      collect: async (stack) => {
        await collectOnce(stack, "the browser tests", new Date(`${earlierDay()}T12:00:00Z`));
        simulator.setDate(dayOf(new Date()));
        const state = await collectOnce(stack, "the browser tests");
        if (state !== "complete") throw new Error(`The collection of today is ${state}.`);
      },
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
    process.env["POSTERN_EARLIER_SIMULATOR_URL"] = earlier.url;
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}
