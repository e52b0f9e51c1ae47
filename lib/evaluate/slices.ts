import { type Slices, Undecidable } from "#lib/controls/define.ts";
import { actionTable } from "#lib/iam/data/action-table.ts";
import type { ParsedPolicy } from "#lib/iam/policy.ts";
import { type Fact, type FactKind, globalRegion } from "#lib/inventory/kinds.ts";
import type { CoverageIndex, PartialKind } from "./coverage-index.ts";
import type { FactIndex } from "./fact-index.ts";
import type { UnknownCause } from "./types.ts";

/** A control asked for facts of a kind that was seen in part, and not for one that was seen. */
export class Unseen extends Undecidable {
  readonly coverage: UnknownCause;

  constructor(kind: FactKind, cause: UnknownCause) {
    super("Not everything of a kind that decides was seen.", kind);
    this.coverage = cause;
  }
}

/**
 * The facts of one Region as a control may ask for them. Facts that an earlier run saw and the last one did
 * not are still in the index; asking for them, or for "all" of a kind that lacks some, throws `Unseen`.
 */
export class RegionSlices implements Slices<FactKind> {
  readonly actions = actionTable;
  readonly #index: FactIndex;
  readonly #region: string;
  readonly #partial: ReadonlyMap<FactKind, PartialKind>;
  readonly #coverage: CoverageIndex;
  readonly #missingAnywhere = new Map<FactKind, UnknownCause | null>();

  constructor(
    index: FactIndex,
    region: string,
    partial: ReadonlyMap<FactKind, PartialKind>,
    coverage: CoverageIndex,
  ) {
    this.#index = index;
    this.#region = region;
    this.#partial = partial;
    this.#coverage = coverage;
  }

  all<K extends FactKind>(kind: K): readonly Fact<K>[] {
    const partial = this.#partial.get(kind);
    if (partial !== undefined) throw new Unseen(kind, partial.cause);
    return this.#index.bucket(kind, this.#region).facts;
  }

  everywhere<K extends FactKind>(kind: K): readonly Fact<K>[] {
    let cause = this.#missingAnywhere.get(kind);
    if (cause === undefined) {
      const { gaps, partial } = this.#coverage.inputs([kind], globalRegion);
      cause = gaps[0] ?? partial.get(kind)?.cause ?? null;
      this.#missingAnywhere.set(kind, cause);
    }
    if (cause !== null) throw new Unseen(kind, cause);
    return this.#index.bucket(kind, globalRegion).facts;
  }

  one<K extends FactKind>(kind: K, resourceId: string): Fact<K> | undefined {
    const partial = this.#partial.get(kind);
    if (partial?.unseen.has(resourceId)) throw new Unseen(kind, partial.cause);
    return this.#index.bucket(kind, this.#region).byId.get(resourceId);
  }

  policy(document: string): ParsedPolicy {
    return this.#index.policy(document);
  }
}
