import { setImmediate as soon } from "node:timers/promises";
import { classify } from "#collectors/runtime/failure.ts";
import type { ProbeState } from "#lib/inventory/preflight.ts";

/** The call was not made: what it would tell is known. */
export class KnownAlready extends Error {
  override readonly name = "KnownAlready";
}

/** The call was not made: it would start work in the account. */
export class StartsWork extends Error {
  override readonly name = "StartsWork";
}

export interface Answer {
  readonly state: Exclude<ProbeState, "not-probed">;
  readonly code: string | null;
  readonly message: string;
}

interface Asked {
  calls: number;
  answered: number;
  readonly errors: unknown[];
  /** Settles when the call before is over: calls of one operation are made one after the other. */
  last: Promise<unknown>;
}

/**
 * Further items that are asked for where the first was refused, as a resource's own policy may be why, or where it
 * did not lead on to the read's other operations.
 */
const secondChances = 2;

/** Operations that make AWS work on something; everything else that collectors declare only reads. */
const starting = /:(Generate|Start|Create|Put)/;

/** What marks in an answer that more pages follow; without it a paginator ends. */
const pageToken = /^(next|pagination|continuation)?(token|marker)$|^position$/i;

/**
 * Stands between a read and AWS. Lets an operation through until it was answered `most` times, or a little more
 * often where another is still to be tried; hides that more pages follow, withholds what would start work, and
 * remembers what AWS said.
 */
export class Gate {
  readonly #operations: readonly string[];
  readonly #most: number;
  readonly #asked = new Map<string, Asked>();
  /** Asked for, and not called because it would start work. */
  readonly withheld = new Set<string>();
  /** The error that ended the read. */
  fatal: unknown;

  /** `operations` are those of the read; `most` is infinite for one that is to see everything. */
  constructor(operations: readonly string[], most: number) {
    this.#operations = operations;
    this.#most = most;
  }

  readonly admit = <T>(operation: string, call: () => Promise<T>): Promise<T> => {
    const asked = this.#asked.get(operation) ?? {
      calls: 0,
      answered: 0,
      errors: [],
      last: Promise.resolve(),
    };
    this.#asked.set(operation, asked);
    const turn = asked.last.then(() => this.#ask(operation, asked, call));
    // The read hears of an error before the next call is made: it may say that there is none.
    asked.last = turn.catch(() => soon());
    return turn;
  };

  /** An error that says "there is none": AWS answered. */
  forgive(error: unknown): void {
    for (const asked of this.#asked.values()) {
      const at = asked.errors.indexOf(error);
      if (at === -1) continue;
      asked.errors.splice(at, 1);
      asked.answered += 1;
    }
  }

  /** What AWS said of an operation; undefined where it was not called. */
  answerOf(operation: string): Answer | undefined {
    const asked = this.#asked.get(operation);
    if (asked === undefined || asked.calls === 0) return undefined;
    const ended = asked.errors.includes(this.fatal);
    if (asked.answered > 0 && !ended) return { state: "allowed", code: null, message: "" };
    const { state, cause } = classify(ended ? this.fatal : asked.errors[0], operation);
    return {
      state: state === "denied" ? "denied" : "unanswered",
      code: cause.code,
      message: cause.message,
    };
  }

  #isAnyUntried(): boolean {
    return this.#operations.some((operation) => (this.#asked.get(operation)?.calls ?? 0) === 0);
  }

  async #ask<T>(operation: string, asked: Asked, call: () => Promise<T>): Promise<T> {
    if (starting.test(operation)) {
      this.withheld.add(operation);
      throw new StartsWork(operation);
    }
    const wanted = asked.answered < this.#most || this.#isAnyUntried();
    if (!wanted || asked.calls >= this.#most + secondChances) throw new KnownAlready(operation);
    asked.calls += 1;
    try {
      const answer = await call();
      asked.answered += 1;
      if (this.#most !== Infinity) hideFurtherPages(answer);
      return answer;
    } catch (error) {
      asked.errors.push(error);
      throw error;
    }
  }
}

function hideFurtherPages(answer: unknown): void {
  if (typeof answer !== "object" || answer === null || !("output" in answer)) return;
  const { output } = answer;
  if (typeof output !== "object" || output === null) return;
  for (const key of Object.keys(output)) if (pageToken.test(key)) Reflect.deleteProperty(output, key);
}
