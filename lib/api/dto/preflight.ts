import type { PreflightReport } from "#lib/inventory/preflight.ts";
import type { AccountRefDto } from "./common.ts";

/** Some accounts of the Organization: all of them by number, the first by name. */
export interface PlacesDto {
  readonly count: number;
  /** It is every ACTIVE account. */
  readonly everywhere: boolean;
  readonly named: readonly AccountRefDto[];
}

type Door = PreflightReport["closedDoors"][number];
type Missing = PreflightReport["missing"][number];

export interface PreflightReportDto
  extends Pick<
    PreflightReport,
    | "verdict"
    | "caller"
    | "organization"
    | "entered"
    | "statements"
    | "administrators"
    | "threatQueue"
    | "notProbed"
  > {
  /** How many accounts are ACTIVE. */
  readonly accounts: number;
  readonly closedDoors: readonly (Omit<Door, "accounts"> & { readonly accounts: PlacesDto })[];
  readonly missing: readonly (Omit<Missing, "accounts"> & { readonly accounts: PlacesDto })[];
}

export interface ActivePreflightDto {
  readonly id: string;
  readonly state: "queued" | "running";
  readonly requestedBy: string;
  readonly startedAt: string | null;
  /** What it is doing now. */
  readonly step: string | null;
  /** Accounts that were checked, of `total`; both 0 until the accounts are known. */
  readonly done: number;
  readonly total: number;
}

export interface PreflightDto {
  readonly active: ActivePreflightDto | null;
  /** The last that is over. */
  readonly last: {
    readonly id: string;
    readonly requestedBy: string;
    readonly finishedAt: string | null;
    /** More than a day old: permissions may have changed since. */
    readonly stale: boolean;
    /** Why there is no report. */
    readonly error: string | null;
    readonly report: PreflightReportDto | null;
  } | null;
}
