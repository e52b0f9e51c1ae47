import { fraction } from "./dice.ts";
import { ec2SettingsOf } from "./ec2-settings.ts";
import type { HubControl, Judges } from "./hub-controls.ts";
import { identityOf } from "./identity.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { storageOf } from "./storage.ts";
import { detectorTruth } from "./threats.ts";
import { trailsOf } from "./trails.ts";
import { problem, type TruthRow, type World } from "./world.ts";

/** How often Security Hub says the opposite of what is so. */
const wrongShare = 0.06;

/** What Security Hub says of a resource, and the row of the truth that it contradicts. */
export interface HubVerdict {
  readonly failed: boolean;
  readonly contradicts: TruthRow | undefined;
}

const nameOf = (row: Pick<TruthRow, "control" | "resource">) => `${row.control}|${row.resource}`;

/** The truth of an account and one of its Regions, as far as Security Hub judges it too. */
export function judgedTruth(world: World, account: Account, region: string): ReadonlyMap<string, TruthRow> {
  const rows = [
    ...identityOf(world, account).truth,
    ...storageOf(world, account).truth,
    ...trailsOf(world, account).truth,
    ...detectorTruth(world, account),
    ...networkOf(world, account, region).truth,
    ...ec2SettingsOf(world, account, region).truth,
  ];
  return new Map(rows.map((row) => [nameOf(row), row]));
}

function resourceOf({ as }: Judges, account: Account, region: string, resource: string): string {
  if (as === "account") return `account/${account.id}`;
  if (as === "root") return `arn:aws:iam::${account.id}:root`;
  return as === "region" ? `region/${region}` : resource;
}

/**
 * What a control of Security Hub says: what is so, but for now and then. What it alone asks, and what is not
 * applicable to the truth's control, is drawn by itself.
 */
export function hubVerdict(
  world: World,
  account: Account,
  region: string,
  { judges }: HubControl,
  resource: string,
  key: string,
  truth: () => ReadonlyMap<string, TruthRow>,
): HubVerdict {
  const drawn = { failed: problem(world, key, 0.35), contradicts: undefined };
  if (judges === undefined) return drawn;
  const name = nameOf({ control: judges.control, resource: resourceOf(judges, account, region, resource) });
  const row = truth().get(name);
  if (row === undefined || (row.verdict !== "pass" && row.verdict !== "fail")) return drawn;
  const failed = row.verdict === "fail";
  if (judges.asks === (failed ? "less" : "more")) return drawn;
  const wrong = fraction(`${world.options.seed}/${key}/wrong`) < wrongShare;
  return wrong ? { failed: !failed, contradicts: row } : { failed, contradicts: undefined };
}
