import type { Collector, Read, ReadContext } from "#collectors/runtime/define.ts";
import { codeOf } from "#collectors/runtime/failure.ts";
import { runRead } from "#collectors/runtime/run-read.ts";
import type { AccountSession } from "#collectors/runtime/session.ts";
import { type Fact, type FactKind, globalRegion } from "#lib/inventory/kinds.ts";
import type { ProbeState } from "#lib/inventory/preflight.ts";
import { Gate, KnownAlready, StartsWork } from "./gate.ts";

/** What became of one operation of one read. */
export interface OperationProbe {
  readonly operation: string;
  readonly state: ProbeState;
  /** The error code of AWS, where it refused or failed. */
  readonly code: string | null;
  /** What AWS said, or why it was not probed. */
  readonly message: string;
}

export interface ProbePlace {
  readonly session: AccountSession;
  /** Where regional reads are tried. */
  readonly region: string;
  /** The Regions that reads which visit several are told of. */
  readonly enabledRegions: readonly string[];
  readonly signal: AbortSignal;
  /** Kinds whose facts the caller is given. */
  readonly keep: ReadonlySet<FactKind>;
  /** Kinds whose reads see everything rather than a first page. */
  readonly whole?: ReadonlySet<FactKind>;
}

export interface ReadProbe {
  readonly read: Read;
  readonly operations: readonly OperationProbe[];
  readonly facts: readonly Fact[];
}

const readDeadlineMs = 60_000;

/**
 * Runs a read for what its calls tell of permissions: the read's own code, clients, budgets and time-outs, with
 * one page of everything and one item of what it asks for item by item. Nothing is stored.
 */
export async function probeRead(
  place: ProbePlace,
  collector: Collector,
  read: Read,
  needed: readonly Fact[],
): Promise<ReadProbe> {
  const { session, enabledRegions, whole = new Set() } = place;
  const regional = collector.scope === "regional";
  const regions = collector.scope === "organization" ? Math.max(enabledRegions.length, 1) : 1;
  const gate = new Gate(read.operations, read.yields.some((kind) => isIn(whole, kind)) ? Infinity : regions);
  const facts: Fact[] = [];
  await runRead(
    {
      session,
      collector,
      read,
      region: regional ? place.region : session.homeRegion,
      signal: place.signal,
      deadlineMs: readDeadlineMs,
      enabledRegions,
      needed: (kind) => needed.filter((fact) => fact.kind === kind),
      admit: gate.admit,
    },
    async (context) => {
      try {
        await consume(read, forgiving(context, gate), ({ kind, resourceId, payload }) => {
          const region = regional ? place.region : globalRegion;
          facts.push({ accountId: session.accountId, region, kind, resourceId, payload });
        });
      } catch (error) {
        if (error instanceof KnownAlready || error instanceof StartsWork) return;
        gate.fatal = error;
        throw error;
      }
    },
  );
  return { read, operations: read.operations.map((operation) => outcome(read, gate, operation)), facts };
}

/** What stands for a read that could not be begun. */
export function unprobed(read: Read, reason: string): ReadProbe {
  const operations = read.operations.map((operation) => notProbed(operation, reason));
  return { read, operations, facts: [] };
}

function notProbed(operation: string, message: string): OperationProbe {
  return { operation, state: "not-probed", code: null, message };
}

type Emitted = Pick<Fact, "kind" | "resourceId" | "payload">;

async function consume(
  read: Read,
  context: ReadContext<FactKind>,
  keep: (emission: Emitted) => void,
): Promise<void> {
  if ("collect" in read) for await (const emission of read.collect(context)) keep(emission);
  // Findings of other detectors are only asked for.
  else for await (const _ of read.findings({ ...context, since: null }));
}

/** The same context, which tells the gate of errors that the read takes for "there is none". */
function forgiving(context: ReadContext<FactKind>, gate: Gate): ReadContext<FactKind> {
  return {
    ...context,
    absent: async (codes, call) => {
      let last: unknown;
      const answer = await context.absent(codes, async () => {
        try {
          return await call();
        } catch (error) {
          last = error;
          throw error;
        }
      });
      if (last !== undefined) gate.forgive(last);
      return answer;
    },
    each: (items, options, ask) =>
      context.each(items, options, async (item) => {
        try {
          return await ask(item);
        } catch (error) {
          if (options.gone?.includes(codeOf(error))) gate.forgive(error);
          throw error;
        }
      }),
  };
}

function outcome(read: Read, gate: Gate, operation: string): OperationProbe {
  const answer = gate.answerOf(operation);
  if (answer !== undefined) return { operation, ...answer };
  if (gate.withheld.has(operation))
    return notProbed(operation, "It would start work in the account: a report is made.");
  const failed = read.operations.find((each) => (gate.answerOf(each)?.state ?? "allowed") !== "allowed");
  if (failed !== undefined) return notProbed(operation, after(failed, gate.answerOf(failed)?.state));
  const [withheld] = gate.withheld;
  if (withheld !== undefined)
    return notProbed(operation, `It follows ${withheld}, which would start work in the account.`);
  return notProbed(operation, "Nothing was there to ask about.");
}

/** Why what comes after an operation that was not answered could not be tried. */
export function after(operation: string, state: ProbeState | undefined): string {
  return `It follows ${operation}, which ${state === "denied" ? "was denied" : "gave no answer"}.`;
}

function isIn(set: ReadonlySet<string>, value: string): boolean {
  return set.has(value);
}
