import { hash } from "../model/dice.ts";

export interface CallCount {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly count: number;
  /** How many of them were not the same question again, parameters and page included. */
  readonly distinct: number;
}

/** Counts every call that reached the simulator, refused ones included. */
export class CallLog {
  readonly #asked = new Map<string, { count: number; readonly questions: Set<number> }>();

  add(service: string, operation: string, account: string, region: string, question: string): void {
    const key = `${service}\t${operation}\t${account}\t${region}`;
    const asked = this.#asked.get(key) ?? { count: 0, questions: new Set() };
    this.#asked.set(key, asked);
    asked.count += 1;
    asked.questions.add(hash(question));
  }

  list(): CallCount[] {
    return [...this.#asked].map(([key, { count, questions }]) => {
      const [service = "", operation = "", account = "", region = ""] = key.split("\t");
      return { service, operation, account, region, count, distinct: questions.size };
    });
  }

  clear(): void {
    this.#asked.clear();
  }
}
