import { controls } from "#lib/controls/registry.ts";
import { activeAccounts, type Day, truth } from "./simulator.ts";

/** The controls that the truth speaks of; threats have one of their own. */
export const judged = new Set(controls.filter(({ pillar }) => pillar !== "visibility").map(({ id }) => id));

async function rowsOf(day: Day, account: string | undefined) {
  const rows = (await truth(day)).filter(({ control }) => judged.has(control));
  return account === undefined ? rows : rows.filter((row) => row.account === account);
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];
const keyOf = ({ account, region, control, resource }: Row) => [account, region, control, resource].join("|");
const placeOf = ({ account, control }: Row) => `${account}|${control}`;
const failing = (rows: readonly Row[]) => rows.filter(({ verdict }) => verdict === "fail");

/** What fails today and did not on the earlier day, and the reverse: told apart by whether its account is still there. */
export async function changes(account?: string) {
  const [then, now] = [await rowsOf("earlier", account), await rowsOf("today", account)];
  const [failedThen, failsNow] = [failing(then), failing(now)];
  const [keysThen, keysNow] = [new Set(failedThen.map(keyOf)), new Set(failsNow.map(keyOf))];
  const active = new Set((await activeAccounts()).map(({ id }) => id));
  const gone = failedThen.filter((row) => !keysNow.has(keyOf(row)));
  return {
    new: failsNow.filter((row) => !keysThen.has(keyOf(row))),
    fixed: gone.filter((row) => active.has(row.account)),
    departed: gone.filter((row) => !active.has(row.account)),
  };
}

/** What fails today, did not on the earlier day, and is of a control that gave a verdict in its account then. */
export async function drifted(account?: string) {
  const decided = (await rowsOf("earlier", account)).filter(({ verdict }) => verdict !== "unknown");
  const places = new Set(decided.map(placeOf));
  return (await changes(account)).new.filter((row) => places.has(placeOf(row)));
}

/** How many rows there are of each control. */
export function byControl(rows: readonly Row[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ control }) => control)].map(([id, own]) => [id, own.length]),
  );
}
