import pLimit from "p-limit";
import { recordAccountPoints } from "#collectors/worker/account-metrics.ts";
import { inputOf } from "#collectors/worker/judge-account.ts";
import { measureAccount, measuredKinds, measuringSince } from "#collectors/worker/measure-account.ts";
import { loadDetected, loadOwnEvidence } from "#collectors/worker/own-evidence.ts";
import { recordMetrics } from "#collectors/worker/record-metrics.ts";
import { readConfig } from "#lib/config.ts";
import { ownFacts } from "#lib/evaluate/own-evidence.ts";
import { organizationKinds } from "#lib/inventory/kinds.ts";
import { networkKinds } from "#lib/network/vpc-network.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import { findOrganization, listActiveAccounts } from "#lib/store/organization.ts";
import { loadSharedNetworks } from "#lib/store/shared-networks.ts";
import { openBenchDatabase } from "./database.ts";
import { report, time } from "./measure.ts";
import { runOnce, startBenchWorker } from "./run.ts";
import { startBenchSimulator } from "./simulator.ts";

/** The metrics of 1,000 accounts after runs that changed none, a tenth, half and all of them. */
const collected = 11;
const copies = 100;
const shares = [0, 0.1, 0.5, 1];

const simulator = await startBenchSimulator({ accounts: collected, regions: 2 });
Object.assign(process.env, simulator.env);
const database = await openBenchDatabase();
const { pool } = database;
const worker = startBenchWorker(pool, 8);
await runOnce(pool);
await worker.stop();
simulator.stop();

const settings = readConfig({}).settings;
const regions = (await loadRegions()).sort();
await copyAccounts();
const organization = await findOrganization(pool);
if (organization === undefined) throw new Error("No organization was collected.");
const { managementAccountId } = organization;
const accounts = await listActiveAccounts(pool);

async function loadRegions(): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    "select distinct payload->>'name' as name from fact where kind = 'ec2.region' and valid_to = 'infinity'",
  );
  return rows.map(({ name }) => name);
}

/** Every account that was collected, again under other ids, all that is known of it included. */
async function copyAccounts(): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    "select id from account where valid_to = 'infinity' and state = 'ACTIVE' order by id",
  );
  for (const [index, { id }] of rows.entries()) {
    const ids = Array.from({ length: copies - 1 }, (_, copy) =>
      String(900_000_000_000 + index * 1_000 + copy),
    );
    await pool.query(
      `insert into account select n, name || '-' || n, email, state, parent_id, ou_path, joined_at, valid_from, valid_to
       from account, unnest($2::text[]) n where id = $1 and valid_to = 'infinity'`,
      [id, ids],
    );
    await pool.query(
      `insert into fact select n, kind, region, replace(resource_id, $1, n), hash,
         replace(payload::text, $1, n)::jsonb, valid_from, valid_to
       from fact, unnest($2::text[]) n where account_id = $1 and valid_to = 'infinity'
         and kind not like 'organizations.%'`,
      [id, ids],
    );
    await pool.query(
      `insert into coverage select n, region, kind, state, cause_code, cause_action, cause_message, unseen, run_id,
         valid_from, valid_to, confirmed_at, via
       from coverage, unnest($2::text[]) n where account_id = $1 and valid_to = 'infinity'`,
      [id, ids],
    );
  }
  await pool.query("vacuum analyze");
}

/** What a run's end does for the metrics, when facts changed after `since`. */
async function remeasure(since: Date | null, asOf: Date): Promise<void> {
  const [shared, ofOrganization, records] = await Promise.all([
    loadSharedNetworks(pool, asOf, networkKinds),
    loadEvidence(pool, managementAccountId, asOf, organizationKinds),
    loadOwnEvidence(pool, asOf, settings),
  ]);
  const measuring = await measuringSince(pool, { since, asOf, shared });
  const limit = pLimit(4);
  await Promise.all(
    accounts.map(({ id: accountId }) =>
      limit(async () => {
        const isDue = await measuring.isDue(accountId);
        const account = { accountId, managementAccountId, asOf, regions, settings };
        const points = { ...account, tallies: [], coverage: [] };
        if (!isDue) return recordAccountPoints(pool, { ...points, summaries: null });
        const [own, detected] = await Promise.all([
          loadEvidence(pool, accountId, asOf, measuredKinds),
          loadDetected(pool, account),
        ]);
        const ours = ownFacts(
          { accountId, asOf, regions, coverage: own.coverage },
          { ...records, ...detected },
          [],
        );
        const known = inputOf(account, { own, organization: ofOrganization }, ours);
        const summaries = await measureAccount(pool, known, shared);
        await recordAccountPoints(pool, { ...points, summaries });
      }),
    ),
  );
  await recordMetrics(pool, { organizationId: organization?.id ?? "", asOf });
}

const start = new Date(Date.now());
start.setUTCHours(12, 0, 0, 0);
const instant = (minute: number) =>
  new Date(Math.max(start.getTime(), Date.now() - 3_600_000) + minute * 60_000);

const first = await time(() => remeasure(null, instant(0)));
const times: { share: number; ms: number }[] = [];
for (const [index, share] of shares.entries()) {
  const [since, asOf] = [instant(index * 2), instant(index * 2 + 1)];
  const changed = accounts.slice(0, Math.round(accounts.length * share)).map(({ id }) => id);
  // One fact of each: a function that is another one since.
  await pool.query(
    `update fact set valid_from = $2 where (account_id, kind, resource_id) in (
       select distinct on (account_id) account_id, kind, resource_id from fact
       where account_id = any($1) and kind = 'ec2.security-group' and valid_to = 'infinity') and valid_to = 'infinity'`,
    [changed, new Date(since.getTime() + 1_000)],
  );
  times.push({ share, ms: await time(() => remeasure(since, asOf)) });
}
const units = await time(() => recordMetrics(pool, { organizationId: organization.id, asOf: instant(8) }));
const { rows } = await pool.query<{ count: number }>("select count(*)::int as count from measurement");
await database.stop();

const [none, tenth, half, all] = times.map(({ ms }) => ms);
const seconds = (ms: number | undefined) => `${((ms ?? 0) / 1_000).toFixed(1)} s`;
const slope = ((half ?? 0) - (none ?? 0)) / 0.5;
report(`Metrics of ${accounts.length} accounts, ${rows[0]?.count} things measured`, [
  {
    what: "all changed, against twice what half of them cost beyond none",
    ours: seconds((all ?? 0) - (none ?? 0)),
    reference: seconds(slope),
    ratio: ((all ?? 0) - (none ?? 0)) / slope,
    target: 1.25,
  },
  {
    what: "none changed, against all changed",
    ours: seconds(none),
    reference: seconds(all),
    ratio: (none ?? 0) / (all ?? 1),
    target: 0.25,
  },
]);
console.log(
  `\nFirst: ${seconds(first)}; a tenth changed: ${seconds(tenth)}; sums of units and Organization alone: ${seconds(units)}.`,
);
