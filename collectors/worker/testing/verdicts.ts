import { controls } from "#lib/controls/registry.ts";
import type { Pool } from "#lib/store/pool.ts";

/** A verdict that a resource must be given. */
export interface Expected {
  readonly account: string;
  readonly region: string;
  readonly control: string;
  readonly resource: string;
  readonly verdict: "pass" | "fail" | "notApplicable" | "unknown";
}

/** Controls over what Postern itself has seen and kept: their truth is what a test did, not what the organization is. */
const overOurOwn: ReadonlySet<string> = new Set([
  "mttd-target",
  "exceptions-valid",
  "drift-sla",
  "collection-coverage",
]);
const judged = new Set(controls.map((control) => control.id).filter((id) => !overOurOwn.has(id)));

/** The simulator also speaks for controls of the catalogue that are not registered yet. */
function isJudged(control: string): boolean {
  return judged.has(control);
}

/** One line for each (account, control): `account control passed/failed/notApplicable`. */
export function expectedTallies(truth: readonly Expected[]): string[] {
  const accounts = new Set(truth.map((row) => row.account));
  const lines: string[] = [];
  for (const account of accounts)
    for (const id of judged) {
      const count = (verdict: Expected["verdict"]) =>
        truth.filter((row) => row.account === account && row.control === id && row.verdict === verdict)
          .length;
      lines.push(
        `${account} ${id} ${count("pass")}/${count("fail")}/${count("notApplicable")} unknown ${count("unknown")}`,
      );
    }
  return lines.sort();
}

/** What stands in the store at `asOf`, in the same lines. */
export async function accountTallies(pool: Pool, asOf: Date): Promise<string[]> {
  return tallyLines(pool, asOf, judged);
}

/** The tallies of one control over our own evidence. */
export async function ownTallies(pool: Pool, asOf: Date, control: string): Promise<string[]> {
  return tallyLines(pool, asOf, new Set([control]));
}

async function tallyLines(pool: Pool, asOf: Date, of: ReadonlySet<string>): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select scope_id || ' ' || control_id || ' ' || passed || '/' || failed || '/' || not_applicable
       || ' unknown ' || unknown as line
     from tally where scope_id ~ '^[0-9]{12}$' and valid_from <= $1 and valid_to > $1
       and control_id = any($2)`,
    [asOf, [...of]],
  );
  return rows.map((row) => row.line).sort();
}

export function expectedFindings(truth: readonly Expected[]): string[] {
  return truth
    .filter((row) => row.verdict === "fail" && isJudged(row.control))
    .map((row) => [row.account, row.region, row.control, row.resource].join(" "))
    .sort();
}

/** Our own findings in force at `asOf`, as `account region control resource`. */
export async function openFindings(pool: Pool, asOf: Date): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select concat_ws(' ', account_id, region, control_id, resource_id) as line
     from finding where source = 'postern' and valid_from <= $1 and valid_to > $1 and control_id = any($2)`,
    [asOf, [...judged]],
  );
  return rows.map((row) => row.line).sort();
}

/** Findings of the first list that are not in the second. */
export function closedFindings(before: readonly string[], after: readonly string[]): string[] {
  const still = new Set(after);
  return before.filter((line) => !still.has(line));
}

/** Tallies that claim more than the truth: what is known may be less than all, and never other than it is. */
export function unsupportedTallies(tallies: readonly string[], truth: readonly Expected[]): string[] {
  const expected = new Map(expectedTallies(truth).map((line) => [keyOf(line), numbersOf(line)]));
  return tallies.filter((line) => {
    const most = expected.get(keyOf(line)) ?? [];
    const [passed = 0, failed = 0, notApplicable = 0, unknown = 0] = numbersOf(line);
    const said = [passed, failed, notApplicable];
    const tooMuch = said.some((count, index) => count > (most[index] ?? 0));
    const tooLittle = unknown === 0 && said.some((count, index) => count < (most[index] ?? 0));
    return tooMuch || tooLittle;
  });
}

const keyOf = (line: string) => line.split(" ").slice(0, 2).join(" ");

function numbersOf(line: string): number[] {
  const [, , counts = "", , unknown = ""] = line.split(" ");
  return [...counts.split("/"), unknown].map(Number);
}
