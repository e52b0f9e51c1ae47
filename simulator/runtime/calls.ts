export interface CallCount {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly count: number;
}

/** Counts every call that reached the simulator, refused ones included. */
export class CallLog {
  readonly #counts = new Map<string, number>();

  add(service: string, operation: string, account: string, region: string): void {
    const key = `${service}\t${operation}\t${account}\t${region}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  list(): CallCount[] {
    return [...this.#counts].map(([key, count]) => {
      const [service = "", operation = "", account = "", region = ""] = key.split("\t");
      return { service, operation, account, region, count };
    });
  }

  clear(): void {
    this.#counts.clear();
  }
}
