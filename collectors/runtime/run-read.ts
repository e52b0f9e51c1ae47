import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import { asRead, type ReadSupervisor } from "./current-read.ts";
import type { AbsentCode, Collector, Read, ReadContext } from "./define.ts";
import {
  attemptsOf,
  classify,
  codeOf,
  DeadlineExceeded,
  type ReadFailure,
  RunCancelled,
  UndeclaredOperation,
} from "./failure.ts";
import type { AccountSession } from "./session.ts";

export type Observed = Pick<Fact<FactKind>, "kind" | "region" | "resourceId" | "payload">;

export interface ReadTarget {
  readonly session: AccountSession;
  readonly collector: Collector;
  readonly read: Read;
  readonly region: string;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  readonly enabledRegions: readonly string[];
  readonly otherRegions?: readonly string[];
  /** What earlier reads of the collector yielded. */
  needed(kind: FactKind): readonly Observed[];
  /** Decides over every call, which `call` makes; where it is left out every call is made. */
  readonly admit?: <T>(operation: string, call: () => Promise<T>) => Promise<T>;
}

/** How a read ended: completely, with items it could not see, or with a failure. */
export interface ReadEnd {
  readonly failure: ReadFailure | null;
  readonly unseen: readonly string[];
}

const itemsAtOnce = 6;

/**
 * Runs one read of one collector: refuses undeclared operations, waits for budgets, counts calls, ends it at
 * its deadline. `consume` iterates what the read yields.
 *
 * An AWS failure is an answer, not an error. Cancellation and an undeclared operation are thrown.
 */
export async function runRead(
  target: ReadTarget,
  consume: (context: ReadContext<FactKind>) => Promise<void>,
): Promise<ReadEnd> {
  const supervisor = new Supervisor(target);
  try {
    await asRead(supervisor, () => supervisor.untilDeadline(() => consume(contextOf(target, supervisor))));
    return { failure: supervisor.itemFailure, unseen: [...supervisor.unseen].sort() };
  } catch (error) {
    if (target.signal.aborted) throw new RunCancelled();
    if (error instanceof UndeclaredOperation) throw error;
    return { failure: classify(error, supervisor.lastOperation), unseen: [] };
  } finally {
    supervisor.end();
  }
}

function contextOf(target: ReadTarget, supervisor: Supervisor): ReadContext<FactKind> {
  const { session, region } = target;
  return {
    accountId: session.accountId,
    region,
    partition: session.partition,
    signal: target.signal,
    enabledRegions: target.enabledRegions,
    otherRegions: target.otherRegions ?? [],
    client: (Class, elsewhere) => session.clients.get(Class, elsewhere ?? region),
    // The kind decides the payload's type; the collector's own emissions were checked against it.
    needed: <K extends FactKind>(kind: K) =>
      target.needed(kind).filter((fact): fact is Pick<Fact<K>, keyof Observed> => fact.kind === kind),
    absent: async (codes, call) => {
      try {
        return await call();
      } catch (error) {
        if (codes.some((absent) => isAbsent(error, absent))) return undefined;
        throw error;
      }
    },
    each: (items, options, read) => supervisor.each(items, options, read),
  };
}

function isAbsent(error: unknown, absent: AbsentCode): boolean {
  if (typeof absent === "string") return codeOf(error) === absent;
  return codeOf(error) === absent.code && error instanceof Error && absent.message.test(error.message);
}

/** What became of one item; without `failed` it was gone. */
type Outcome<T> =
  | { readonly value: T }
  | { readonly fatal: unknown }
  | { readonly failed: boolean; readonly throttled: boolean };

class Supervisor implements ReadSupervisor {
  readonly unseen = new Set<string>();
  itemFailure: ReadFailure | null = null;
  lastOperation: string;
  readonly #target: ReadTarget;
  readonly #stop = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(target: ReadTarget) {
    this.#target = target;
    this.lastOperation = target.read.operations[0] ?? target.collector.service;
    this.#timer = setTimeout(
      () => this.#stop.abort(new DeadlineExceeded(target.deadlineMs / 1_000)),
      target.deadlineMs,
    );
    target.signal.addEventListener("abort", this.#cancel);
    if (target.signal.aborted) this.#cancel();
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  readonly #cancel = () => this.#stop.abort(new RunCancelled());

  end(): void {
    clearTimeout(this.#timer);
    this.#target.signal.removeEventListener("abort", this.#cancel);
  }

  async supervise<T>(operation: string, call: () => Promise<T>): Promise<T> {
    const { admit, read } = this.#target;
    if (!read.operations.includes(operation)) throw new UndeclaredOperation(operation);
    const make = () => this.#make(operation, call);
    return admit === undefined ? make() : admit(operation, make);
  }

  async #make<T>(operation: string, call: () => Promise<T>): Promise<T> {
    const { collector, region, session } = this.#target;
    this.lastOperation = operation;
    await this.untilDeadline(() => session.budgets.take(operation, region, collector.budgets));
    session.counts.calls += 1;
    try {
      return await this.untilDeadline(call);
    } catch (error) {
      // Reads run several calls at once: the one that failed is the one to name.
      this.lastOperation = operation;
      session.counts.throttles += attemptsOf(error) - 1;
      throw error;
    }
  }

  /** Settles with `work`, or rejects as soon as the deadline passes or the run is cancelled; after that, at once. */
  async untilDeadline<T>(work: () => Promise<T>): Promise<T> {
    const { signal } = this.#stop;
    if (signal.aborted) throw signal.reason;
    let stop: (() => void) | undefined;
    const stopped = new Promise<never>((_resolve, reject) => {
      stop = () => reject(signal.reason);
      signal.addEventListener("abort", stop, { once: true });
    });
    try {
      return await Promise.race([work(), stopped]);
    } finally {
      if (stop !== undefined) signal.removeEventListener("abort", stop);
    }
  }

  async *each<I, T>(
    items: readonly I[],
    options: { resourceId(item: I): string; gone?: readonly string[] },
    read: (item: I) => Promise<T>,
  ): AsyncGenerator<T> {
    let firstError: unknown;
    const readOne = async (item: I): Promise<Outcome<T>> => {
      try {
        return { value: await read(item) };
      } catch (error) {
        if (this.#stop.signal.aborted || error instanceof UndeclaredOperation) return { fatal: error };
        if (options.gone?.includes(codeOf(error))) return { failed: false, throttled: false };
        firstError ??= error;
        this.itemFailure ??= classify(error, this.lastOperation);
        this.unseen.add(options.resourceId(item));
        return { failed: true, throttled: classify(error, this.lastOperation).state === "throttled" };
      }
    };
    // A window over the items: a few calls under way, and no more answers waiting than that.
    const window: Promise<Outcome<T>>[] = [];
    let failed = 0;
    /** Items in a row that AWS kept refusing for the rate: more of the same only makes it worse. */
    let refused = 0;
    for (let next = 0; next < items.length || window.length > 0; ) {
      while (next < items.length && window.length < itemsAtOnce) {
        const [item] = items.slice(next, next + 1);
        next += 1;
        if (item === undefined) continue;
        if (refused < itemsAtOnce) window.push(readOne(item));
        else {
          this.unseen.add(options.resourceId(item));
          failed += 1;
        }
      }
      const outcome = await window.shift();
      if (outcome === undefined) continue;
      if ("fatal" in outcome) throw outcome.fatal;
      if ("value" in outcome) yield outcome.value;
      else if (outcome.failed) failed += 1;
      refused = "failed" in outcome && outcome.throttled ? refused + 1 : 0;
    }
    if (items.length > 0 && failed === items.length) throw firstError;
  }
}
