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

  #with(other: ActionSet, combine: (mine: number, its: number) => number): ActionSet {
    const its = other.#words;
    return new ActionSet(this.#words.map((word, at) => combine(word, its[at] ?? 0)));
  }

  union(other: ActionSet): ActionSet {
    return this.#with(other, (mine, its) => mine | its);
  }

  intersection(other: ActionSet): ActionSet {
    return this.#with(other, (mine, its) => mine & its);
  }

  difference(other: ActionSet): ActionSet {
    return this.#with(other, (mine, its) => mine & ~its);
  }

  has(number: number): boolean {
    return (((this.#words[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1;
  }

  isSubsetOf(other: ActionSet): boolean {
    return this.#words.every((word, at) => (word & ~(other.#words[at] ?? 0)) === 0);
  }

  get isEmpty(): boolean {
    return this.#words.every((word) => word === 0);
  }

  get size(): number {
    let count = 0;
    for (let word of this.#words) for (; word !== 0; word &= word - 1) count++;
    return count;
  }

  /** The numbers in ascending order. */
  *[Symbol.iterator](): Generator<number> {
    for (const [at, whole] of this.#words.entries())
      for (let word = whole; word !== 0; word &= word - 1) yield at * 32 + 31 - Math.clz32(word & -word);
  }
}
