import { randomUUID } from "node:crypto";

export interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  receipt: string | undefined;
  receives: number;
  /** Milliseconds since 1970 until which nobody else receives it. */
  hiddenUntil: number;
}

/** What one SQS queue holds: at least once, in no promised order, hidden for a while once received. */
export class MessageQueue {
  readonly #messages = new Map<string, StoredMessage>();
  readonly #waiting = new Set<() => void>();

  send(body: string, delaySeconds: number): StoredMessage {
    const now = Date.now();
    const message = {
      id: randomUUID(),
      body,
      sentAt: now,
      receipt: undefined,
      receives: 0,
      hiddenUntil: now + delaySeconds * 1_000,
    };
    this.#messages.set(message.id, message);
    for (const wake of [...this.#waiting]) wake();
    return message;
  }

  /** Up to `most` messages; waits for the first one for as long as told. */
  async receive(most: number, visibilitySeconds: number, waitSeconds: number): Promise<StoredMessage[]> {
    const until = Date.now() + waitSeconds * 1_000;
    for (;;) {
      const taken = this.#take(most, visibilitySeconds);
      const left = until - Date.now();
      if (taken.length > 0 || left <= 0) return taken;
      await this.#change(left);
    }
  }

  /** Whether the receipt is of a message's last receive; a message that is gone already counts as deleted. */
  delete(receipt: string): boolean {
    const [id = ""] = receipt.split("/");
    const message = this.#messages.get(id);
    if (message === undefined) return receipt.includes("/");
    if (message.receipt === receipt) this.#messages.delete(id);
    return true;
  }

  /** Messages that can be received, and those that were and are hidden. */
  counts(): { readonly visible: number; readonly hidden: number } {
    const now = Date.now();
    const hidden = [...this.#messages.values()].filter(({ hiddenUntil }) => hiddenUntil > now).length;
    return { visible: this.#messages.size - hidden, hidden };
  }

  #take(most: number, visibilitySeconds: number): StoredMessage[] {
    const now = Date.now();
    const taken = [...this.#messages.values()].filter(({ hiddenUntil }) => hiddenUntil <= now).slice(0, most);
    for (const message of taken) {
      message.receipt = `${message.id}/${randomUUID()}`;
      message.receives += 1;
      message.hiddenUntil = now + visibilitySeconds * 1_000;
    }
    return taken;
  }

  /** Until a message is sent, one becomes visible again, or the time is over. */
  #change(leftMs: number): Promise<void> {
    const now = Date.now();
    const soonest = Math.min(...[...this.#messages.values()].map(({ hiddenUntil }) => hiddenUntil - now));
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(1, Math.min(leftMs, soonest)));
      timer.unref();
      this.#waiting.add(done);
    });
  }
}
