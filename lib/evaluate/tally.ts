import type { Outcome } from "#lib/controls/define.ts";
import type { ControlTally, UnknownCause } from "./types.ts";

/** By code unit, so that the order is the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function keyOf({ region, kind, state, cause, reason }: UnknownCause): string {
  const parts = [region, kind, state, reason, cause?.code, cause?.action, cause?.message];
  return parts.map((part) => part ?? "").join("\u0000");
}

/** Adds up one control's outcomes over Regions; causes are kept once each and come out sorted. */
export class TallyBuilder {
  readonly #controlId: string;
  readonly #counts = { pass: 0, fail: 0, notApplicable: 0, excepted: 0 };
  readonly #causes = new Map<string, UnknownCause>();
  #unknown = 0;

  constructor(controlId: string) {
    this.#controlId = controlId;
  }

  count(verdict: Outcome["verdict"] | "excepted"): void {
    this.#counts[verdict]++;
  }

  unknown(causes: Iterable<UnknownCause>, subjects: number): void {
    this.#unknown += subjects;
    for (const cause of causes) this.#causes.set(keyOf(cause), cause);
  }

  build(): ControlTally {
    return {
      controlId: this.#controlId,
      passed: this.#counts.pass,
      failed: this.#counts.fail,
      unknown: this.#unknown,
      notApplicable: this.#counts.notApplicable,
      excepted: this.#counts.excepted,
      causes: [...this.#causes].sort(([a], [b]) => compare(a, b)).map(([, cause]) => cause),
    };
  }
}
