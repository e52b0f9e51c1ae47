/** What a policy was written to grant, told apart from the words it says it with. */
export interface Grants {
  /** The actions of `tracked-actions.ts`: all, all but those of some services, or these. */
  readonly tracked: "all" | { readonly allBut: readonly string[] } | readonly string[];
  /** All actions of some service. */
  readonly wholeService: boolean;
  /** To make or change principals and their policies, beyond one's own keys and password. */
  readonly writesIam: boolean;
  /** To stop CloudTrail, GuardDuty and Config. */
  readonly stopsLogging: boolean;
  /** To change anything but what logs and detects. */
  readonly deploys: boolean;
}

export const nothing: Grants = {
  tracked: [],
  wholeService: false,
  writesIam: false,
  stopsLogging: false,
  deploys: false,
};

export const everything: Grants = {
  tracked: "all",
  wholeService: true,
  writesIam: true,
  stopsLogging: true,
  deploys: true,
};

export function granting(...tracked: string[]): Grants {
  return { ...nothing, tracked };
}

export function isTracked({ tracked }: Grants, service: string, action: string): boolean {
  if (tracked === "all") return true;
  return "allBut" in tracked ? !tracked.allBut.includes(service) : tracked.includes(`${service}:${action}`);
}
