import { writeFile } from "node:fs/promises";
import path from "node:path";
import { passLists } from "#collectors/services/security-hub/security-hub.ts";
import { passesWanted } from "#lib/controls/detector-pairs.ts";
import { overlapMs, reconcileAfterMs } from "#lib/store/finding-intake.ts";
import { type Proof, proofs } from "./contract/proofs.ts";
import { allCollectors, collectors } from "./registry.ts";
import type { Collector, Read } from "./runtime/define.ts";
import { iamAction, limitedTo } from "./runtime/iam-action.ts";
import { identifyOperations } from "./runtime/identify.ts";
import { drainOperations } from "./services/threat-queue/drain-queue.ts";

/** Where the page is kept. */
export const collectionPage = path.join(import.meta.dirname, "..", "docs", "collection.md");

/**
 * What the first collection of an account with nothing in it asks: the contract test with moto counts. Detectors'
 * findings are among the calls of a Region, as no administrator answers for the account.
 */
export const emptyAccountCalls = { global: 11, perRegion: 57 } as const;

type Row = readonly string[];

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.join(" | ")} |\n`;
  return [line(head), `|${head.map(() => "---|").join("")}\n`, ...rows.map(line)].join("");
}

const code = (text: string) => `\`${text}\``;
const list = (items: readonly string[]) => [...new Set(items)].sort().map(code).join(", ");
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const reads = allCollectors.flatMap((collector) => collector.reads.map((read) => ({ collector, read })));
const ofAccounts = collectors.account.flatMap((collector) =>
  collector.reads.map((read) => ({ collector, read })),
);

function proofOf(operation: string): string {
  const proof: Proof | undefined = proofs[operation];
  if (proof === undefined) throw new Error(`${operation} has no proof in collectors/contract/proofs.ts.`);
  if (proof.by === "simulator") return "simulator";
  const test = `[${proof.by}](../${proof.test})`;
  return proof.by === "documentation" ? `${test} ([AWS](${proof.page}))` : test;
}

function actionOf(operation: string): string {
  const resource = limitedTo(operation, "aws");
  const path = resource === undefined ? "" : ` on ${code(resource.split("::").at(-1) ?? "")}`;
  return code(iamAction(operation)) + path;
}

/** An operation of a service in one scope, with everything that it is read for. */
function operationRows(): readonly Row[] {
  const kinds = new Map<string, { cells: Row; kinds: string[] }>();
  for (const { collector, read } of reads)
    for (const operation of read.operations) {
      const key = `${collector.service} ${operation} ${collector.scope}`;
      const row = kinds.get(key) ?? { cells: [collector.service, operation, collector.scope], kinds: [] };
      row.kinds.push(...read.yields);
      kinds.set(key, row);
    }
  return [...kinds]
    .sort(([a], [b]) => byText(a, b))
    .map(([, { cells, kinds: yields }]) => {
      const [service = "", operation = "", scope = ""] = cells;
      return [service, code(operation), actionOf(operation), list(yields), scope, proofOf(operation)];
    });
}

/** Operations with a bucket each and of one size stand together. */
function budgetRows(): readonly Row[] {
  const rows = new Map<string, { of: string[]; service: string; own: boolean; rest: Row }>();
  const limitsSome = new Set(
    allCollectors.flatMap(({ service, budgets }) =>
      Object.keys(budgets).some((operation) => operation !== "*") ? [service] : [],
    ),
  );
  for (const { service, budgets } of allCollectors)
    for (const [operation, { rate, burst }] of Object.entries(budgets)) {
      const own = operation !== "*";
      const key = `${service} ${own ? "each" : "others"} ${rate} ${burst}`;
      const row = rows.get(key) ?? { of: [], service, own, rest: [String(rate), String(burst)] };
      row.of.push(operation);
      rows.set(key, row);
    }
  return [...rows]
    .sort(([a], [b]) => byText(a, b))
    .map(([, { of, service, own, rest }]) => {
      const each = new Set(of).size > 1 ? "each of " : "";
      const shared = `${limitsSome.has(service) ? "the rest" : "all"} of ${code(service)} together`;
      return [own ? each + list(of) : shared, ...rest];
    });
}

function renewalRows(): readonly Row[] {
  return reads
    .flatMap(({ read }) =>
      read.renewAfterHours === undefined ? [] : [[list(read.yields), `${read.renewAfterHours} hours`]],
    )
    .sort(([a = ""], [b = ""]) => byText(a, b));
}

/** The reads of an account that Config can stand in for. */
const skipped = ofAccounts.filter(({ read }) => read.emptyWithout !== undefined);

function skippedRows(): readonly Row[] {
  const kinds = new Map<string, string[]>();
  for (const { read } of skipped) {
    const types = list(read.emptyWithout ?? []);
    kinds.set(types, [...(kinds.get(types) ?? []), ...read.yields]);
  }
  return [...kinds].sort(([a], [b]) => byText(a, b)).map(([types, yields]) => [types, list(yields)]);
}

const detectors: Readonly<Record<string, string>> = {
  "security-hub": "Security Hub",
  guardduty: "GuardDuty",
  "access-analyzer": "Access Analyzer",
  inspector: "Inspector",
};

function isIncremental({ reads: own }: Collector): boolean {
  return own.some((read: Read) => "findings" in read && read.incremental === true);
}

/** The detectors whose findings are read by what changed, or each time in full. */
function detectorsBy(incremental: boolean): string {
  const names = collectors.sources
    .filter((source) => isIncremental(source.organization) === incremental)
    .map(({ target }) => detectors[target] ?? target);
  return [...new Set(names)].join(" and ");
}

function proofCount(by: Proof["by"]): number {
  return Object.values(proofs).filter((proof) => proof.by === by).length;
}

/** docs/collection.md, from the declarations of the collectors. */
export function collectionDocs(): string {
  const { global, perRegion } = emptyAccountCalls;
  const regional = ofAccounts.filter(({ collector }) => collector.scope === "regional").length;
  return `<!-- Generated from the collectors' declarations: node collectors/generate-docs.ts -->
# What is collected, and what it costs

## Calls
An account with nothing in it costs ${global} calls, and ${perRegion} in every enabled Region: one for each list, and none for
what is not there. What is there adds calls for each item of it (a bucket ${perItem("s3.bucket")}, a function ${perItem("lambda.function")})
and for each further page. \`POSTERN_REGIONS\` limits the Regions. The runs page shows the calls of every account, and how
often AWS asked to slow down.

An account that administers a detector answers for its members: they are not asked for its findings again. How that is
decided, and what happens where nobody administers: [adr/0005](adr/0005-how-the-organization-is-read.md).

## Limits that are kept
Calls a second and at once, for each account and Region. They are at most half of what AWS publishes, so that your own
automation is not throttled for them; where AWS publishes nothing they are what a Region needs.

${table(["operation", "a second", "at once"], budgetRows())}
## What is not asked again at once
Some answers are dear, or AWS renews them no faster. While the last complete answer is younger than this it stands:

${table(["facts", "asked again after"], renewalRows())}
## What is skipped where AWS Config vouches
Where an aggregator of the Organization lists what an account has in a Region, and the recorder there, asked in the same
run, records every type as it changes, is recording and delivered last time, ${skipped.length} of the ${regional} regional reads are skipped when the
Region has none of the types. They count as completely seen, through Config.

${table(["without", "are not read"], skippedRows())}
## Findings of detectors
${detectorsBy(true)} are asked for what changed since the last reading, and ${overlapMs / 60_000} minutes before that. A cursor for
each place moves in the transaction that stores the findings, so a worker that is killed goes on where it was, with none
lost and none counted twice. Once a night (${reconcileAfterMs / 3_600_000} hours after the last time) all that is open is compared: what vanished there
is resolved here. ${detectorsBy(false)} are read in full each time.

What Security Hub says *passes* is kept too, for the ${passesWanted.length} of its controls that ours are held against
([why](adr/0007-a-second-opinion.md)). Readings of what changed list it anyway; the nightly comparison asks for it in
${passLists} lists more for each place, a call for each 100 passes.

With a [threat queue](connect.md#5-findings-within-a-minute-optional), events of GuardDuty and Security Hub are stored
within a minute; a message is deleted only once its findings are committed, and one that cannot be read goes to the
dead-letter queue. The worker's role needs ${list(drainOperations)} on that queue alone.

## Every operation
In every account the role \`PosternReadOnly\` makes these calls, but for those of Organizations, which the worker makes as
itself. Besides, the worker asks who it is and what it belongs to (${list(identifyOperations)}) and enters accounts
(\`sts:AssumeRole\`). The policies in [deploy](../deploy/policy.json) are generated from the same declarations.

The simulator answers every operation, and a test strikes each of them with refusals, throttling and broken answers.
*Proven by* says who besides has judged that the answers are read rightly: \`moto\`, an independent simulator, answered
it in that test (${proofCount("moto")} operations); \`documentation\`, an answer of AWS's documentation is decoded in that test
(${proofCount("documentation")}); \`simulator\`, nobody else yet (${proofCount("simulator")}), because
[moto lacks it or answers otherwise](../collectors/contract/missing-operations.ts).

${table(["service", "operation", "IAM action", "facts", "scope", "proven by"], operationRows())}`;
}

/** How many operations are called once for each fact of a kind, as the reads that need it declare. */
function perItem(kind: string): string {
  const operations = ofAccounts
    .filter(({ read }) => read.needs?.some((need) => need === kind) === true)
    .flatMap(({ read }) => read.operations);
  return String(new Set(operations).size);
}

if (import.meta.main) await writeFile(collectionPage, collectionDocs());
