import { type Coverage, isStale } from "#lib/inventory/coverage.ts";
import { type FactKind, globalRegion, scopeOf } from "#lib/inventory/kinds.ts";
import type { EvaluationInput, UnknownCause } from "./types.ts";

/** A kind that was seen but for resources that are named. */
export interface PartialKind {
  readonly unseen: ReadonlySet<string>;
  readonly cause: UnknownCause;
}

/** What a control can count on in one Region. */
export interface Inputs {
  /** Why nothing can be judged; empty where everything was seen, but for `partial`. */
  readonly gaps: readonly UnknownCause[];
  readonly partial: ReadonlyMap<FactKind, PartialKind>;
}

type Seen =
  | { state: "complete" }
  | { state: "partial"; partial: PartialKind }
  | { state: "gap"; cause: UnknownCause };

/** Coverage of one evaluation: what was seen of each kind and Region, and recently enough. */
export class CoverageIndex {
  readonly #own = new Map<string, Coverage>();
  readonly #organization = new Map<string, Coverage>();
  readonly #input: Pick<EvaluationInput, "asOf" | "regions">;

  constructor(input: Pick<EvaluationInput, "asOf" | "regions" | "coverage" | "organization">) {
    this.#input = input;
    for (const row of input.coverage) CoverageIndex.#keep(this.#own, row);
    for (const row of input.organization.coverage) CoverageIndex.#keep(this.#organization, row);
  }

  static #keep(rows: Map<string, Coverage>, row: Coverage): void {
    const key = `${row.kind}|${row.region}`;
    const known = rows.get(key);
    if (known === undefined || known.confirmedAt < row.confirmedAt) rows.set(key, row);
  }

  #seen(kind: FactKind, region: string): Seen {
    const rows = scopeOf(kind) === "organization" ? this.#organization : this.#own;
    const row = rows.get(`${kind}|${region}`);
    const gap = (state: UnknownCause["state"]): Seen => ({
      state: "gap",
      cause: { region, kind, state, cause: row?.cause ?? null, reason: null },
    });
    if (row === undefined) return gap("not-collected");
    const usable = row.state === "complete" || (row.state === "partial" && row.unseen.length > 0);
    if (!usable) return gap(row.state);
    if (isStale(row, this.#input.asOf)) return gap("stale");
    if (row.unseen.length === 0) return { state: "complete" };
    const cause: UnknownCause = { region, kind, state: "partial", cause: row.cause, reason: null };
    return { state: "partial", partial: { unseen: new Set(row.unseen), cause } };
  }

  /**
   * Why the list of Regions itself cannot be trusted; null when it can. Regions that were never listed are
   * never judged, so a regional control owes them an unknown.
   */
  regionsGap(): UnknownCause | null {
    const seen = this.#seen("ec2.region", globalRegion);
    return seen.state === "complete" ? null : seen.state === "gap" ? seen.cause : seen.partial.cause;
  }

  /** What was seen of the kinds that a control judges and reads, in a Region or in `global`. */
  inputs(kinds: Iterable<FactKind>, region: string): Inputs {
    const gaps: UnknownCause[] = [];
    const partial = new Map<FactKind, PartialKind>();
    for (const kind of new Set(kinds)) {
      const regional = scopeOf(kind) === "regional";
      if (regional && region === globalRegion) {
        const unlisted = this.regionsGap();
        if (unlisted !== null) gaps.push(unlisted);
      }
      const places = !regional ? [globalRegion] : region === globalRegion ? this.#input.regions : [region];
      for (const place of places) {
        const seen = this.#seen(kind, place);
        if (seen.state === "gap") gaps.push(seen.cause);
        if (seen.state !== "partial") continue;
        const unseen = new Set([...(partial.get(kind)?.unseen ?? []), ...seen.partial.unseen]);
        partial.set(kind, { unseen, cause: seen.partial.cause });
      }
    }
    return { gaps, partial };
  }
}
