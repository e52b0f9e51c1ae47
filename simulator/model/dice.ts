/** A 32-bit hash of a text (FNV-1a with a final avalanche): the source of every random choice. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends on nothing but the key. */
export function fraction(key: string): number {
  return hash(key) / 4294967296;
}

const hexDigits = "0123456789abcdef";
const idLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A stream of choices that belongs to one key: drawing more from it never moves another's. */
export class Dice {
  #state: number;

  constructor(key: string) {
    this.#state = hash(key);
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from min to max, both included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.int(0, items.length - 1)] ?? items[0];
  }

  hex(length: number): string {
    return Array.from({ length }, () => hexDigits[this.int(0, 15)]).join("");
  }

  letters(length: number): string {
    return Array.from({ length }, () => idLetters[this.int(0, 31)]).join("");
  }

  uuid(): string {
    return [8, 4, 4, 4, 12].map((length) => this.hex(length)).join("-");
  }
}
