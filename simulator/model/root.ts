import { generation, shortlyAfterMidnight } from "./calendar.ts";
import { fraction } from "./dice.ts";
import type { Account } from "./organization.ts";
import { isStale, problem, row, type TruthRow, type World } from "./world.ts";

export interface RootUser {
  readonly password: boolean;
  readonly mfa: "none" | "virtual" | "hardware";
  readonly keys: boolean;
  /** When somebody last signed in as root or used its key. */
  readonly used: Date | undefined;
}

/** The day of root's last use: some time in the last weeks, soon after the account was made, or never. */
function lastUse(world: World, account: Account): number | undefined {
  const key = `${account.id}/root/use`;
  if (problem(world, key, 0.35))
    return Math.max(account.joined, generation(`${world.options.seed}/${key}`, 10, 40, world.day).created);
  return fraction(`${world.options.seed}/${key}/ever`) < 0.5 ? account.joined : undefined;
}

/** The root user of an account, and what three controls must say about it. */
export function makeRoot(world: World, account: Account): { root: RootUser; truth: TruthRow[] } {
  const key = `${account.id}/root`;
  const password = fraction(`${world.options.seed}/${key}/password`) >= 0.3;
  const weak = problem(world, `${key}/mfa`, 0.4);
  const weakKind = fraction(`${world.options.seed}/${key}/kind`) < 0.5 ? "virtual" : "none";
  const unweak = password ? "hardware" : "none";
  const mfa = weak && password ? weakKind : unweak;
  const keys = problem(world, `${key}/keys`, 0.06);
  const arn = `arn:aws:iam::${account.id}:root`;
  const usedDay = password || keys ? lastUse(world, account) : undefined;
  const unused = usedDay === undefined || isStale(world, usedDay);
  return {
    root: {
      password,
      mfa,
      keys,
      used: usedDay === undefined ? undefined : shortlyAfterMidnight(usedDay, `${key}/used`),
    },
    truth: [
      row(account, "root-unused-90d", arn, unused ? "pass" : "fail"),
      row(account, "root-hardware-mfa", arn, !password || mfa === "hardware" ? "pass" : "fail"),
      row(account, "root-no-keys", arn, keys ? "fail" : "pass"),
    ],
  };
}
