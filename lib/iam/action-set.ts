/** A set of actions by their numbers in an `ActionTable`, one bit each. Never changes. */
export class ActionSet {
  readonly #words: Uint32Array;

  private constructor(words: Uint32Array) {
    this.#words = words;
  }

  /** Of a table of `size` actions, those with these numbers. */
  static of(size: number, numbers: Iterable<number>): ActionSet {
    const words = new Uint32Array(Math.ceil(size / 32));
    for (const number of numbers) words[number >>> 5] = (words[number >>> 5] ?? 0) | (1 << (number & 31));
    return new ActionSet(words);
  }

  static all(size: number): ActionSet {
    const words = new Uint32Array(Math.ceil(size / 32)).fill(0xffffffff);
    const rest = size & 31;
    if (rest > 0) words[words.length - 1] = (1 << rest) - 1;
    return new ActionSet(words);
  }

  /** All of several sets together, each `none` left out; `none` where there are no others. */
  static union(sets: readonly ActionSet[], none: ActionSet): ActionSet {
    const [first, ...more] = sets.filter((set) => set !== none);
    if (first === undefined) return none;
    if (more.length === 0) return first;
    const words = first.#words.slice();
    for (const set of more) {
      const its = set.#words;
      for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) | (its[at] ?? 0);
    }
    return new ActionSet(words);
  }

  // One loop each, since these run for every policy of every principal of an organization.
  union(other: ActionSet): ActionSet {
    if (other === this) return this;
    const words = this.#words.slice();
    const its = other.#words;
    for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) | (its[at] ?? 0);
    return new ActionSet(words);
  }

  intersection(other: ActionSet): ActionSet {
    const words = this.#words.slice();
    const its = other.#words;
    for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) & (its[at] ?? 0);
    return new ActionSet(words);
  }

  difference(other: ActionSet): ActionSet {
    const words = this.#words.slice();
    const its = other.#words;
    for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) & ~(its[at] ?? 0);
    return new ActionSet(words);
  }

  has(number: number): boolean {
    return (((this.#words[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1;
  }

  isSubsetOf(other: ActionSet): boolean {
    const mine = this.#words;
    const its = other.#words;
    for (let at = 0; at < mine.length; at++) if (((mine[at] ?? 0) & ~(its[at] ?? 0)) !== 0) return false;
    return true;
  }

  intersects(other: ActionSet): boolean {
    const mine = this.#words;
    const its = other.#words;
    for (let at = 0; at < mine.length; at++) if (((mine[at] ?? 0) & (its[at] ?? 0)) !== 0) return true;
    return false;
  }

  get isEmpty(): boolean {
    return !this.intersects(this);
  }

  get size(): number {
    const words = this.#words;
    let count = 0;
    for (let at = 0; at < words.length; at++) count += bitsIn(words[at] ?? 0);
    return count;
  }

  /** The numbers in ascending order. */
  *[Symbol.iterator](): Generator<number> {
    const words = this.#words;
    for (let at = 0; at < words.length; at++)
      for (let word = words[at] ?? 0; word !== 0; word &= word - 1)
        yield at * 32 + 31 - Math.clz32(word & -word);
  }
}

/** Bits that are set, added up in pairs, fours and bytes. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
