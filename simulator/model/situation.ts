import { dayOf } from "./calendar.ts";

/** What happens to one account on a day, and holds until the next change says otherwise. */
export interface AccountChange {
  /** `YYYY-MM-DD`. */
  readonly on: string;
  /** The account's name. */
  readonly account: string;
  readonly state?: "ACTIVE" | "SUSPENDED" | "LEFT";
  /** Whether the opt-in Region is enabled in it. */
  readonly optedIn?: boolean;
  /** Whether it is a member of the administrators of Security Hub and GuardDuty. */
  readonly member?: boolean;
}

/** How an organization differs from the one that its seed grows. */
export interface Situation {
  /** Who administers a service, by its principal: an account by its kind, or nobody but the management account. */
  readonly delegated?: Readonly<Record<string, "security" | "network" | "none">>;
  /** Detectors that were never enabled anywhere. */
  readonly without?: readonly ("securityhub" | "guardduty")[];
  /** The Organization's own analyzers of access: of external access in every Region, of unused access at home. */
  readonly analyzers?: readonly ("external" | "unused")[];
  readonly changes?: readonly AccountChange[];
}

/** What the changes up to a day have made of an account. */
export function changed(
  { changes = [] }: Situation,
  account: string,
  day: number,
): Pick<AccountChange, "state" | "optedIn" | "member"> {
  const past = changes.filter((change) => change.account === account && dayOf(change.on) <= day);
  past.sort((a, b) => dayOf(a.on) - dayOf(b.on));
  return Object.assign({}, ...past);
}
