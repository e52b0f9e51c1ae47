import { AsyncLocalStorage } from "node:async_hooks";

/** The read on whose behalf SDK calls are made just now. */
export interface ReadSupervisor {
  /** Lets one call through under the read's declaration, budget and deadline. */
  supervise<T>(operation: string, call: () => Promise<T>): Promise<T>;
  /** Aborted when the read ends before its calls do. */
  readonly signal?: AbortSignal;
}

const storage = new AsyncLocalStorage<ReadSupervisor>();

export function asRead<T>(supervisor: ReadSupervisor, work: () => Promise<T>): Promise<T> {
  return storage.run(supervisor, work);
}

export function currentRead(): ReadSupervisor {
  const supervisor = storage.getStore();
  if (supervisor === undefined)
    throw new Error("An AWS call was made outside a read: only collectors call AWS.");
  return supervisor;
}

/** The signal of the read on whose behalf a request is sent, if there is one. */
export function readSignal(): AbortSignal | undefined {
  return storage.getStore()?.signal;
}
