import { type ParsedPolicy, parsePolicy } from "#lib/iam/policy.ts";
import { type Fact, type FactKind, globalRegion, scopeOf } from "#lib/inventory/kinds.ts";
import { compare } from "./tally.ts";
import type { EvaluationInput } from "./types.ts";

const kept = 1_000;
const policies = new Map<string, ParsedPolicy>();

/** `parsePolicy`, once for each text: the same text means the same in every account, and so does what hangs on its statements. */
export function parsed(document: string): ParsedPolicy {
  const known = policies.get(document);
  if (known !== undefined) return known;
  const policy = parsePolicy(document);
  const [oldest] = policies.keys();
  if (policies.size >= kept && oldest !== undefined) policies.delete(oldest);
  policies.set(document, policy);
  return policy;
}

interface Bucket<K extends FactKind = FactKind> {
  readonly kind: K;
  readonly facts: Fact<K>[];
  readonly byId: Map<string, Fact<K>>;
  /** Whether its facts stand in order yet. */
  ordered: boolean;
}

/** By resource and Region: what evidence lists comes out the same however the facts came in. */
function inOrder(a: Fact, b: Fact): number {
  return compare(a.resourceId, b.resourceId) || compare(a.region, b.region);
}

function isBucketOf<K extends FactKind>(bucket: Bucket, kind: K): bucket is Bucket<K> {
  return bucket.kind === kind;
}

/** The facts of one evaluation by kind and Region, indexed once and shared by all controls. */
export class FactIndex {
  // By kind, then Region: a key of both would be a string a fact.
  readonly #buckets = new Map<FactKind, Map<string, Bucket>>();
  readonly #regions: readonly string[];

  constructor(input: Pick<EvaluationInput, "facts" | "regions" | "organization">) {
    this.#regions = input.regions;
    for (const fact of input.facts) if (scopeOf(fact.kind) !== "organization") this.#add(fact, fact.region);
    // Only the management account's word counts, also when it is the account under judgement.
    for (const fact of input.organization.facts)
      if (scopeOf(fact.kind) === "organization") this.#add(fact, globalRegion);
  }

  #add(fact: Fact, region: string): void {
    const bucket = this.#open(fact.kind, region);
    bucket.facts.push(fact);
    bucket.byId.set(fact.resourceId, fact);
  }

  #open(kind: FactKind, region: string): Bucket {
    const known = this.#buckets.get(kind)?.get(region);
    if (known !== undefined) return known;
    const bucket: Bucket = { kind, facts: [], byId: new Map(), ordered: false };
    const ofKind = this.#buckets.get(kind) ?? new Map<string, Bucket>();
    this.#buckets.set(kind, ofKind.set(region, bucket));
    return bucket;
  }

  /** Facts of a regional kind in `global` are those of every Region in scope; other kinds are always global. */
  bucket<K extends FactKind>(kind: K, region: string): Bucket<K> {
    const regional = scopeOf(kind) === "regional";
    const isWhole = regional && region === globalRegion;
    if (isWhole && this.#buckets.get(kind)?.has(globalRegion) !== true)
      for (const each of this.#regions)
        for (const fact of this.#open(kind, each).facts) this.#add(fact, globalRegion);
    const bucket = this.#open(kind, regional ? region : globalRegion);
    if (!bucket.ordered) bucket.facts.sort(inOrder);
    bucket.ordered = true;
    if (!isBucketOf(bucket, kind)) throw new TypeError(`${bucket.kind} in the place of ${kind}`);
    return bucket;
  }

  /** `parsePolicy`, once for each text: accounts share AWS's policies and the Organization's. */
  policy(document: string): ParsedPolicy {
    return parsed(document);
  }
}
