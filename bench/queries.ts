import { defaultExceptionsFilter } from "#lib/api/exception-filter.ts";
import { parseFindingsFilter } from "#lib/api/filters.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { openBenchDatabase } from "./database.ts";
import { exceptedControl, fillOrganization } from "./fill.ts";
import { benchAccount } from "./findings.ts";
import { ms, percentile, report, time } from "./measure.ts";

/** Server time of every list and of the overview, at 15,000 and at 1.5 million findings in 1,000 accounts. */
const sizes = [15_000, 1_500_000] as const;
const accounts = 1_000;
const repeats = 40;
const targetMs = { overview: 15, list: 45 };

const { getOverview } = await import("#lib/queries/overview.ts");
const { listAccounts } = await import("#lib/queries/accounts.ts");
const { listFindings } = await import("#lib/queries/findings.ts");
const { getControl } = await import("#lib/queries/control.ts");
const { getAccount } = await import("#lib/queries/account.ts");

const { listExceptions } = await import("#lib/queries/exceptions.ts");
const { present } = await import("#lib/queries/moment.ts");

const findings = (parameters: string) => () =>
  listFindings(localViewer, present(), parseFindingsFilter(new URLSearchParams(parameters)));

async function deepCursor(pages: number): Promise<string> {
  let cursor = "";
  for (let page = 1; page < pages; page++) {
    const { nextCursor } = await findings(`cursor=${cursor}`)();
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return cursor;
}

const account = benchAccount(17);
const pages = (deep: string) => ({
  overview: () => getOverview(localViewer, present()),
  accounts: () => listAccounts(localViewer, present()),
  "one account": () => getAccount(localViewer, present(), account),
  "one control": () => getControl(localViewer, present(), "sg-no-open-admin"),
  "findings, page 1": findings(""),
  "findings, page 1,000": findings(`cursor=${deep}`),
  "findings by opening, oldest first": findings("sort=opened&direction=asc"),
  "findings of an account": findings(`account=${account}`),
  "findings of a control, high, one Region": findings("control=ec2-imdsv2&severity=high&region=eu-west-1"),
  "findings of Security Hub": findings("source=security-hub"),
  "findings excepted": findings("status=excepted"),
  "findings open of a control that is all excepted": findings(`control=${exceptedControl}`),
  exceptions: () => listExceptions(localViewer, present(), defaultExceptionsFilter),
  "findings by a resource's name": findings("search=i-00000000000000"),
});

const p95: Record<string, number[]> = {};
for (const size of sizes) {
  const database = await openBenchDatabase();
  process.env["DATABASE_URL"] = database.url;
  await fillOrganization(database.pool, { accounts, findings: size });
  const deep = await deepCursor(Math.min(1_000, size / 50));
  for (const [name, page] of Object.entries(pages(deep))) {
    for (let warm = 0; warm < 5; warm++) await page();
    const times: number[] = [];
    for (let each = 0; each < repeats; each++) times.push(await time(page));
    p95[name] = [...(p95[name] ?? []), percentile(times, 0.95)];
  }
  await globalThis.posternPool?.end();
  globalThis.posternPool = undefined;
  await database.stop();
}

report(
  `Server time of a page, p95 of ${repeats}, 1.5 million findings against 15,000`,
  Object.entries(p95).map(([what, [small = Number.NaN, large = Number.NaN]]) => ({
    what,
    ours: `${ms(large)} (target ${what === "overview" ? targetMs.overview : targetMs.list} ms)`,
    reference: ms(small),
    ratio: large / small,
    target: 1.5,
  })),
);
