import type { InitializeMiddleware } from "@smithy/types";
import { type AwsClient, type ClientClass, operationOf, passesOn } from "#collectors/runtime/clients.ts";
import type { Collector, Read, ReadContext } from "#collectors/runtime/define.ts";
import type { WorkerCollectors } from "#collectors/worker/context.ts";
import type { FactKind } from "#lib/inventory/kinds.ts";

/** What collectors asked moto. */
export class Notes {
  /** Operations that moto answered, and not with an error: `service:Operation`. */
  readonly answered = new Set<string>();
  /** Every call that was made, as `account Region service:Operation`. */
  readonly asked: string[] = [];
  /** A read that two collectors share stays one: the runtime reads it once. */
  readonly #noted = new Map<Read, Read>();

  noted(read: Read): Read {
    const known = this.#noted.get(read) ?? notingRead(read, this);
    this.#noted.set(read, known);
    return known;
  }
}

/** The same collector; what it asks and whether it is answered is noted. */
export function noting(collector: Collector, notes: Notes): Collector {
  return { ...collector, reads: collector.reads.map((read) => notes.noted(read)) };
}

/** The same collectors, all of them noted. */
export function notingAll(collectors: WorkerCollectors, notes: Notes): WorkerCollectors {
  const one = (collector: Collector) => noting(collector, notes);
  return {
    organization: collectors.organization.map(one),
    central: collectors.central.map((each) => ({ ...each, collector: one(each.collector) })),
    account: collectors.account.map(one),
    regions: collectors.regions.map(one),
    sources: collectors.sources.map((source) => ({
      ...source,
      organization: one(source.organization),
      perAccount: one(source.perAccount),
    })),
  };
}

function notingRead(read: Read, notes: Notes): Read {
  if ("collect" in read)
    return { ...read, collect: (context) => read.collect(notingClients(context, notes)) };
  return { ...read, findings: (context) => read.findings(notingClients(context, notes)) };
}

function notingClients<C extends ReadContext<FactKind>>(context: C, notes: Notes): C {
  return {
    ...context,
    client: <A extends AwsClient>(Class: ClientClass<A>, region?: string) => {
      const client = context.client(Class, region);
      const stack: unknown = client.middlewareStack;
      if (!passesOn(stack)) throw new Error(`${Class.name} has no middleware stack`);
      // Clients are shared between reads: the middleware is set once, under its name.
      stack.add(note(notes, `${context.accountId} ${region ?? context.region}`), {
        step: "initialize",
        name: "note",
        override: true,
      });
      return client;
    },
  };
}

function note(notes: Notes, place: string): InitializeMiddleware<object, object> {
  return (next, context) => async (args) => {
    const operation = operationOf(context);
    notes.asked.push(`${place} ${operation}`);
    const answer = await next(args);
    notes.answered.add(operation);
    return answer;
  };
}
