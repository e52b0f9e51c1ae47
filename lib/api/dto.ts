/**
 * What the queries answer and the pages show: plain JSON, instants as ISO strings, ids as strings. One file, so
 * that server and browser agree.
 */
import type { Evidence, FindingKind, FindingSource, Severity } from "#lib/inventory/findings.ts";

/** Whether what is shown can be trusted: see design.md, law 1. */
export interface FreshnessDto {
  /** The instant of the last run that ended complete or partial; null before the first. */
  readonly lastRunAt: string | null;
  readonly lastRunId: string | null;
  /** The run under way, if any. */
  readonly activeRunId: string | null;
  /** True when the last run is older than 24 h. */
  readonly stale: boolean;
  /** The instant the page shows: now, or the past day asked for. */
  readonly asOf: string;
}

export interface MetricDto {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly n: number;
  readonly unknown: number;
  readonly excluded: Readonly<Record<string, number>>;
  /** 0 to 1; below 0.8 the value is drawn hatched with "insufficient evidence". */
  readonly coverage: number;
}

/** One day of a trend; a day without a point is absent, and drawn as a gap. */
export interface TrendPointDto {
  readonly day: string;
  readonly value: number | null;
  readonly coverage: number;
}

export interface TallyDto {
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly excepted: number;
}

export interface CauseDto {
  readonly region: string;
  readonly kind: string;
  readonly state: string;
  /** The IAM action that failed, null where it is not about one. */
  readonly action: string | null;
  readonly message: string;
}

export interface AccountRefDto {
  readonly id: string;
  readonly name: string;
}

export interface PillarDto {
  readonly pillar: string;
  readonly score: MetricDto;
  readonly tally: TallyDto;
}

export interface ChecklistItemDto {
  readonly number: number;
  readonly title: string;
  readonly state: "pass" | "fail" | "unknown" | "not-covered" | "not-applicable";
  readonly tally: TallyDto;
  readonly controlIds: readonly string[];
  /** Controls of the item that this version does not have yet. */
  readonly missing: readonly string[];
}

export interface AccountRowDto {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** Ids and names from the root down. */
  readonly ouPath: readonly { readonly id: string; readonly name: string }[];
  readonly score: MetricDto | null;
  readonly openFindings: Readonly<Record<Severity, number>>;
  readonly failedControls: number;
  readonly unknownControls: number;
  /** When it was last collected; null if never. */
  readonly collectedAt: string | null;
  readonly stale: boolean;
}

export interface OverviewDto {
  readonly freshness: FreshnessDto;
  /** Null before the first run. */
  readonly organization: { readonly id: string; readonly managementAccountId: string } | null;
  readonly accounts: { readonly active: number; readonly inactive: number };
  readonly score: MetricDto | null;
  readonly scoreTrend: readonly TrendPointDto[];
  readonly coverage: MetricDto | null;
  readonly pillars: readonly PillarDto[];
  readonly checklist: readonly ChecklistItemDto[];
  readonly worstAccounts: readonly AccountRowDto[];
  /** Open findings by severity, our own and other detectors'. */
  readonly openFindings: Readonly<Record<Severity, number>>;
  /** What keeps coverage below 100 %: the most frequent causes now. */
  readonly gaps: readonly (CauseDto & { readonly accounts: number; readonly places: number })[];
}

export interface OrganizationalUnitDto {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  /** ACTIVE accounts in it and below. */
  readonly accounts: number;
  readonly score: MetricDto | null;
}

export interface AccountsDto {
  readonly freshness: FreshnessDto;
  /** In tree order: a parent before its children. */
  readonly units: readonly OrganizationalUnitDto[];
  readonly accounts: readonly AccountRowDto[];
}

export interface ControlRowDto {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly pillar: string;
  readonly phase: number;
  readonly tally: TallyDto;
  readonly failingAccounts: number;
  readonly unknownAccounts: number;
  /** `pass`, `fail`, `unknown`, or `no-data` where nothing was judged. */
  readonly state: "pass" | "fail" | "unknown" | "no-data";
}

export interface ControlsDto {
  readonly freshness: FreshnessDto;
  readonly controls: readonly ControlRowDto[];
}

export interface MappingDto {
  readonly framework: string;
  readonly frameworkTitle: string;
  readonly requirement: string;
  /** True where it is our own reading, not one that AWS or CIS publishes. */
  readonly ours: boolean;
}

export interface ControlDto {
  readonly freshness: FreshnessDto;
  readonly control: ControlRowDto & {
    readonly version: number;
    readonly rationale: string;
    readonly remediation: {
      readonly summary: string;
      readonly cli: string;
      readonly terraform: string;
      readonly verify: string;
    };
    readonly runbook: string | null;
    readonly subject: string;
    readonly reads: readonly string[];
    readonly mappings: readonly MappingDto[];
  };
  /** How each account stands, failing ones first. */
  readonly accounts: readonly {
    readonly account: AccountRefDto;
    readonly tally: TallyDto;
    readonly causes: readonly CauseDto[];
  }[];
}

export interface AccountDto {
  readonly freshness: FreshnessDto;
  readonly account: AccountRowDto & { readonly email: string; readonly joinedAt: string | null };
  readonly regions: readonly string[];
  readonly coverage: MetricDto | null;
  readonly pillars: readonly PillarDto[];
  /** Ranked by severity, then by how many resources fail. */
  readonly controls: readonly (ControlRowDto & { readonly causes: readonly CauseDto[] })[];
  /** What was not completely seen. */
  readonly gaps: readonly CauseDto[];
  /** How many facts of each kind are known. */
  readonly inventory: readonly { readonly kind: string; readonly count: number }[];
}

export interface FindingRowDto {
  /** Stable for good: the finding's address. */
  readonly uid: string;
  readonly account: AccountRefDto;
  readonly region: string;
  readonly source: FindingSource;
  readonly kind: FindingKind;
  readonly controlId: string | null;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly severity: Severity;
  readonly title: string;
  readonly openedAt: string;
  readonly resolvedAt: string | null;
  readonly status: "open" | "resolved";
}

export interface FindingsDto {
  readonly freshness: FreshnessDto;
  readonly findings: readonly FindingRowDto[];
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
  readonly previousCursor: string | null;
  /** How many match, counted up to `countLimit`. */
  readonly count: number;
  readonly countLimit: number;
}

export interface FindingDto {
  readonly freshness: FreshnessDto;
  readonly finding: FindingRowDto & {
    readonly evidence: Evidence;
    readonly detectedAt: string | null;
    readonly firstObservedAt: string | null;
  };
  /** The raw fact the finding is about, as it was at the instant shown; null for other detectors' findings. */
  readonly fact: {
    readonly kind: string;
    readonly payload: unknown;
    readonly seenSince: string;
    readonly confirmedAt: string | null;
  } | null;
  /** Set when the inputs were not completely seen at the last run: the finding is the last that was known. */
  readonly evidenceLost: readonly CauseDto[];
  readonly control: {
    readonly id: string;
    readonly title: string;
    readonly rationale: string;
    readonly remediation: {
      readonly summary: string;
      readonly cli: string;
      readonly terraform: string;
      readonly verify: string;
    };
    readonly mappings: readonly MappingDto[];
    readonly runbook: string | null;
  } | null;
  /** Every version and reopening, newest first. */
  readonly history: readonly {
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly ended: "changed" | "resolved" | "departed" | null;
    readonly severity: Severity;
    readonly summary: string;
  }[];
}

export type RunStateDto = "queued" | "running" | "complete" | "partial" | "failed" | "cancelled";

export interface RunRowDto {
  readonly id: string;
  readonly state: RunStateDto;
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

export interface RunDto {
  readonly freshness: FreshnessDto;
  readonly run: RunRowDto;
  /** Regions the run was limited to; empty means every enabled one. */
  readonly regions: readonly string[];
  readonly targets: readonly RunTargetDto[];
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

export interface HealthDto {
  readonly status: "ok" | "degraded";
  readonly database: "up" | "down";
  readonly lastRun: {
    readonly id: string;
    readonly state: RunStateDto;
    readonly finishedAt: string | null;
  } | null;
  readonly version: string;
}

/** What an API route answers instead when it cannot: a code to switch on and a sentence for the reader. */
export interface ErrorDto {
  readonly error: {
    readonly code: "bad-request" | "not-found" | "conflict" | "forbidden" | "unavailable" | "internal";
    readonly message: string;
    /** The search parameter or field that is wrong. */
    readonly field: string | null;
  };
}
