import type { Logger } from "pino";
import type { Collector } from "#collectors/runtime/define.ts";
import type { Access } from "#collectors/runtime/session.ts";
import type { Pool } from "#lib/store/pool.ts";
import type { Cancellations } from "./cancellations.ts";

/** What every job of a worker process is given. */
export interface WorkerContext {
  readonly pool: Pool;
  readonly access: Access;
  readonly collectors: WorkerCollectors;
  readonly cancellations: Cancellations;
  readonly log: Logger;
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

/** Which collectors read what: the registry's, or a test's own. */
export interface WorkerCollectors {
  /** The Organization itself, from the management account or a delegated administrator. */
  readonly organization: readonly Collector[];
  /** Facts of the Organization that another account than the worker's own may have to be asked for. */
  readonly central: readonly CentralCollector[];
  /** Every account. */
  readonly account: readonly Collector[];
  /** Security Hub findings account by account, where no administrator has them all. */
  readonly securityHubPerAccount: readonly Collector[];
  /** Security Hub's administrator: the aggregator first, then the Organization's findings. */
  readonly securityHubAggregator: readonly Collector[];
  readonly securityHubOrganization: readonly Collector[];
  /** An account's Regions alone: where the administrator has no aggregator, each must be asked. */
  readonly regions: readonly Collector[];
}
