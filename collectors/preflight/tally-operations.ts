import { iamAction } from "#collectors/runtime/iam-action.ts";
import type { Grantee, MissingAction, PreflightReport, ProbeState } from "#lib/inventory/preflight.ts";
import type { OperationProbe } from "./probe-read.ts";

interface Count {
  readonly grantee: Grantee;
  readonly operation: string;
  readonly states: Record<ProbeState, number>;
  readonly reasons: Set<string>;
}

export type Refused = Omit<MissingAction, "kinds" | "controls">;

/** A deny that somebody wrote, as AWS words it; what is merely not allowed reads otherwise. */
const explicitDeny = /with an explicit deny/i;

/** Adds up what became of every operation in every place. */
export class OperationTally {
  readonly #counts = new Map<string, Count>();
  readonly #refused = new Map<
    string,
    {
      readonly first: Omit<Refused, "accounts" | "operations">;
      readonly operations: Set<string>;
      readonly accounts: Set<string>;
    }
  >();

  add(grantee: Grantee, accountId: string | null, probe: OperationProbe): void {
    const { operation, state, message } = probe;
    const count = this.#countOf(grantee, operation);
    count.states[state] += 1;
    if (state === "not-probed") count.reasons.add(message);
    if (state !== "denied" && state !== "unanswered") return;
    const action = iamAction(operation);
    const explicit = explicitDeny.test(message);
    const key = [grantee, action, state, explicit].join(" ");
    const said = probe.code === null ? message : `${probe.code}: ${message}`;
    const entry = this.#refused.get(key) ?? {
      first: { grantee, action, state, explicit, message: said },
      operations: new Set<string>(),
      accounts: new Set<string>(),
    };
    this.#refused.set(key, entry);
    entry.operations.add(operation);
    if (accountId !== null) entry.accounts.add(accountId);
  }

  /** Counts an operation of which nothing was heard at all. */
  addUnreached(grantee: Grantee, operation: string): void {
    if (this.#counts.has(`${grantee} ${operation}`)) return;
    this.add(grantee, null, {
      operation,
      state: "not-probed",
      code: null,
      message: "The account it is asked in is not known or could not be entered.",
    });
  }

  refused(): readonly Refused[] {
    return [...this.#refused]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { first, operations, accounts }]) => ({
        ...first,
        operations: [...operations].sort(),
        accounts: [...accounts].sort(),
      }));
  }

  operations(): PreflightReport["operations"] {
    return this.#sorted().map(({ grantee, operation, states }) => ({
      grantee,
      operation,
      allowed: states.allowed,
      denied: states.denied,
      unanswered: states.unanswered,
      notProbed: states["not-probed"],
    }));
  }

  /** The operations of which no call told anything. */
  notProbed(): PreflightReport["notProbed"] {
    return this.#sorted()
      .filter(({ states }) => states.allowed + states.denied + states.unanswered === 0)
      .map(({ grantee, operation, reasons }) => ({ grantee, operation, reasons: [...reasons].sort() }));
  }

  #sorted(): readonly Count[] {
    return [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
  }

  #countOf(grantee: Grantee, operation: string): Count {
    const key = `${grantee} ${operation}`;
    const known = this.#counts.get(key) ?? {
      grantee,
      operation,
      states: { allowed: 0, denied: 0, unanswered: 0, "not-probed": 0 },
      reasons: new Set<string>(),
    };
    this.#counts.set(key, known);
    return known;
  }
}
