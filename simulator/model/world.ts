import { hasProblem } from "./calendar.ts";
import type { Account, Organization } from "./organization.ts";
import type { Situation } from "./situation.ts";

/** `unknown` where no API tells and only somebody's word would. */
export type Verdict = "pass" | "fail" | "notApplicable" | "unknown";

/** What a control must say about one resource, by the intent that the resource was made with. */
export interface TruthRow {
  readonly account: string;
  readonly region: string;
  readonly control: string;
  readonly resource: string;
  readonly verdict: Verdict;
}

export interface ModelOptions {
  readonly seed: string;
  readonly accounts: number;
  readonly regions: number;
  readonly findingsPerAccount: number;
  readonly roleName: string;
  readonly externalId: string | undefined;
  readonly epoch: number;
  readonly situation?: Situation;
}

/** The organization as it is on one day. */
export interface World {
  readonly options: ModelOptions;
  readonly day: number;
  readonly organization: Organization;
}

export function problem(world: World, key: string, base: number): boolean {
  return hasProblem(`${world.options.seed}/${key}`, base, world.day, world.options.epoch);
}

const staleDays = 90;

/** Whether a day is as far back as what the controls on disuse call too old. */
export function isStale(world: World, day: number): boolean {
  return world.day - day >= staleDays;
}

export function row(account: Account, control: string, resource: string, verdict: Verdict): TruthRow {
  return { account: account.id, region: "global", control, resource, verdict };
}
