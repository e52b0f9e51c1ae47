import type { Logger } from "pino";
import type { Collector } from "#collectors/runtime/define.ts";
import type { Access } from "#collectors/runtime/session.ts";
import type { Settings } from "#lib/inventory/own.ts";
import type { Pool } from "#lib/store/pool.ts";
import type { SourceTarget } from "#lib/store/runs.ts";
import type { Cancellations } from "./cancellations.ts";

/** What every job of a worker process is given. */
export interface WorkerContext {
  readonly pool: Pool;
  readonly access: Access;
  readonly collectors: WorkerCollectors;
  readonly cancellations: Cancellations;
  readonly log: Logger;
  /** What the operator set: tag standard, days to close drift. */
  readonly settings: Settings;
  /** How long one read may take. */
  readonly deadlineMs: number;
}

/** A collector that is read once for the Organization, in the account that administers its service. */
export interface CentralCollector {
  /**
   * The service principal whose delegated administrator is entered, such as `sso.amazonaws.com`; where there is
   * none, and for null, the management account is.
   */
  readonly administeredBy: string | null;
  /** Of scope `organization`: its facts belong to the management account. */
  readonly collector: Collector;
}

/**
 * How another detector's findings are read: from its administrator where it has one, else in every account. Two of
 * one target are read one after the other.
 */
export interface FindingSourceCollectors {
  readonly target: SourceTarget;
  /** The service principal whose delegated administrator sees all members' findings. */
  readonly administeredBy: string;
  /** The management account may administer it without delegating. */
  readonly orManagement: boolean;
  /** The kind of fact that says for which accounts the administrator answers, Region by Region. */
  readonly knownBy:
    | "securityhub.membership"
    | "guardduty.membership"
    | "inspector.membership"
    | "access-analyzer.organization-analyzer";
  /** Which of the Organization's analyzers finds them, where it is Access Analyzer. */
  readonly analyzerType?: "ORGANIZATION" | "ORGANIZATION_UNUSED_ACCESS";
  /** Its members' findings, in one Region. */
  readonly organization: Collector;
  /** An account's own, in one Region. */
  readonly perAccount: Collector;
}

/** Which collectors read what: the registry's, or a test's own. */
export interface WorkerCollectors {
  /** The Organization itself, from the management account or a delegated administrator. */
  readonly organization: readonly Collector[];
  /** Facts of the Organization that another account than the worker's own may have to be asked for. */
  readonly central: readonly CentralCollector[];
  /** Every account. */
  readonly account: readonly Collector[];
  /** An account's Regions alone. */
  readonly regions: readonly Collector[];
  readonly sources: readonly FindingSourceCollectors[];
}
