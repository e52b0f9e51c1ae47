import type { Sighting } from "#lib/inventory/findings.ts";
import type { ExternalFindingKind, Fact, FactKind, PayloadOf, Scope } from "#lib/inventory/kinds.ts";
import type { AwsClient, ClientClass } from "./clients.ts";

/** A fact as a collector yields it; the runtime stamps account and Region. */
export type Emission<K extends FactKind = FactKind> = {
  [T in K]: { readonly kind: T; readonly resourceId: string; readonly payload: PayloadOf<T> };
}[K];

/** An error code that means "there is none", alone or only with a message that says so. */
export type AbsentCode = string | { readonly code: string; readonly message: RegExp };

/** What a read is given. It needs no try/catch, sleep, budget or account id of its own. */
export interface ReadContext<N extends FactKind = never> {
  readonly accountId: string;
  /** The Region that is read; the home Region for a global or organization read. */
  readonly region: string;
  /** `aws`, `aws-us-gov` or `aws-cn`. */
  readonly partition: string;
  readonly signal: AbortSignal;
  /** The Regions that are enabled in the account, and in the run's scope, sorted. */
  readonly enabledRegions: readonly string[];
  /**
   * Regions that are enabled too and out of the run's scope: for what lives in one Region and speaks for the
   * whole Organization, which "not found in scope" would not tell.
   */
  readonly otherRegions: readonly string[];
  /** A client for this account in the read's Region (or another). Undeclared operations are refused. */
  client<C extends AwsClient>(client: ClientClass<C>, region?: string): C;
  /** Facts that reads before this one in the same collector yielded, completely seen or not. */
  needed<K extends N>(kind: K): readonly Pick<Fact<K>, "kind" | "region" | "resourceId" | "payload">[];
  /**
   * Answers undefined where AWS answers with one of `codes`, which mean "there is none". A code that AWS also
   * uses for a refusal counts only when its message fits.
   */
  absent<T>(codes: readonly AbsentCode[], call: () => Promise<T>): Promise<T | undefined>;
  /**
   * Reads one thing an item, a few at once, in their order. An item whose call fails is left out and
   * named as unseen; one that fails with a code of `gone` is left out because it no longer exists. When every
   * item fails the read fails.
   */
  each<I, T>(
    items: readonly I[],
    options: { resourceId(item: I): string; gone?: readonly string[] },
    read: (item: I) => Promise<T>,
  ): AsyncGenerator<T>;
}

interface ReadBase<Y extends string, N extends FactKind> {
  /** The kinds whose coverage this read decides, and nothing else does. */
  readonly yields: readonly Y[];
  /** The API operations it may call, as `service:Operation`. */
  readonly operations: readonly string[];
  readonly needs?: readonly N[] | undefined;
  /**
   * AWS Config resource types without which there is nothing to read: where a Config aggregator vouches that a
   * Region has none of them, the read is not made and counts as completely seen.
   */
  readonly emptyWithout?: readonly string[] | undefined;
  /** An answer younger than this still holds: AWS renews it no faster, or asking is dear. */
  readonly renewAfterHours?: number | undefined;
}

export interface FactReadDefinition<K extends FactKind, N extends FactKind> extends ReadBase<K, N> {
  collect(context: ReadContext<N>): AsyncIterable<Emission<K>>;
}

export interface FindingContext<N extends FactKind = never> extends ReadContext<N> {
  /** What changed since then is wanted, whatever became of it; null: all that is open. */
  readonly since: Date | null;
}

export interface FindingReadDefinition<N extends FactKind> extends ReadBase<ExternalFindingKind, N> {
  /** It can ask for what changed since an instant, and streams by the time of the last change, oldest first. */
  readonly incremental?: boolean;
  /** Streams another detector's findings; of all that are open, those it does not yield are resolved. */
  findings(context: FindingContext<N>): AsyncIterable<Sighting>;
}

export interface FactRead extends ReadBase<FactKind, FactKind> {
  collect(context: ReadContext<FactKind>): AsyncIterable<Emission>;
}
export interface FindingRead extends ReadBase<ExternalFindingKind, FactKind> {
  readonly incremental?: boolean;
  findings(context: FindingContext<FactKind>): AsyncIterable<Sighting>;
}
export type Read = FactRead | FindingRead;

/** Declares a read of facts; it can yield only what it names and see only what it needs. */
export function factRead<K extends FactKind, N extends FactKind = never>(
  definition: FactReadDefinition<K, N>,
): FactRead;
export function factRead(definition: FactRead): FactRead {
  return definition;
}

/** Declares a read of another detector's findings. */
export function findingRead<N extends FactKind = never>(definition: FindingReadDefinition<N>): FindingRead {
  return definition;
}

/** Calls a second and burst that an operation may take: under half of what AWS allows. */
export interface Budget {
  readonly rate: number;
  readonly burst: number;
}

export interface Collector {
  /** The service prefix of its operations: `ec2`. */
  readonly service: string;
  readonly scope: Scope;
  readonly reads: readonly Read[];
  /** For each operation by itself; `*` for the service's others together. */
  readonly budgets: Readonly<Record<string, Budget>>;
}

export function defineCollector(collector: Collector): Collector {
  return collector;
}
