import type { AccountRefDto, CauseDto, FreshnessDto } from "./common.ts";

export type RunStateDto = "queued" | "running" | "complete" | "partial" | "failed" | "cancelled";

export type RunPurposeDto = "collect" | "judge";

export interface RunRowDto {
  readonly id: string;
  readonly state: RunStateDto;
  /** `judge`: nothing was asked of AWS; what is known was judged again, as an exception or attestation began or ended. */
  readonly purpose: RunPurposeDto;
  readonly trigger: string;
  readonly requestedBy: string;
  readonly asOf: string;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly cancelRequested: boolean;
  readonly error: string | null;
  /** Targets by state: accounts, the Organization's own reads, Security Hub. */
  readonly targets: Readonly<Record<RunStateDto, number>>;
  readonly calls: number;
  readonly throttles: number;
  readonly factsChanged: number;
  readonly findingsOpened: number;
  readonly findingsResolved: number;
}

export interface RunsDto {
  readonly freshness: FreshnessDto;
  readonly runs: readonly RunRowDto[];
}

export interface RunDaysDto {
  /** `YYYY-MM-DD`, UTC, the first one first. */
  readonly days: readonly string[];
}

export interface RunTargetDto {
  /** An account id, `organization` or `security-hub`. */
  readonly target: string;
  /** The account's name, or what the target is in words. */
  readonly name: string;
  readonly state: RunStateDto;
  /** What it is doing now. */
  readonly step: string | null;
  readonly attempts: number;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly calls: number;
  readonly throttles: number;
  readonly readsComplete: number;
  readonly readsIncomplete: number;
  readonly factsChanged: number;
  readonly findingsOpened: number;
  readonly findingsResolved: number;
  readonly error: string | null;
}

/** Whom a run asked. */
export interface RunWaysDto {
  readonly detectors: readonly {
    /** In words: `Security Hub`. */
    readonly name: string;
    /** Accounts that answered for others, in how many Regions and for how many accounts, themselves included. */
    readonly administrators: readonly {
      readonly account: AccountRefDto;
      readonly regions: number;
      readonly accounts: number;
    }[];
    /** Accounts asked for their own in at least one Region. */
    readonly askedThemselves: number;
  }[];
  readonly config: {
    /** Kinds of fact, place by place, that were not asked for since AWS Config knows of none. */
    readonly spared: number;
    readonly accounts: number;
    readonly regions: number;
    readonly aggregators: readonly {
      readonly name: string;
      readonly region: string;
      readonly account: AccountRefDto;
    }[];
  };
}

export interface RunDto {
  readonly freshness: FreshnessDto;
  readonly run: RunRowDto;
  /** Regions the run was limited to; empty means every enabled one. */
  readonly regions: readonly string[];
  readonly targets: readonly RunTargetDto[];
  /** Null for a run that asked nobody. */
  readonly ways: RunWaysDto | null;
  /** By kind: in how many (account, Region) places it was seen completely and not, as of the run. */
  readonly coverage: readonly {
    readonly kind: string;
    readonly complete: number;
    readonly partial: number;
    readonly denied: number;
    readonly throttled: number;
    readonly failed: number;
  }[];
  /** Each place that was not seen completely, and why. */
  readonly gaps: readonly (CauseDto & { readonly account: AccountRefDto })[];
}
