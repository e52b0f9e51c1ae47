import { encodeAccessKey } from "./runtime/access-keys.ts";
import type { Simulator } from "./server.ts";

/** SDK settings for a client that acts in one account, as after AssumeRole; it never retries. */
export function inAccount(simulator: Simulator, accountId: string, region = "us-east-1") {
  const accessKeyId = encodeAccessKey("ASIA", accountId, "TESTTEST");
  return {
    endpoint: simulator.url,
    region,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: "test", sessionToken: "test" },
  };
}

/** SDK settings of the collector itself, in the management account. */
export function asCollector(simulator: Simulator, region = "us-east-1") {
  return { endpoint: simulator.url, region, maxAttempts: 1, credentials: simulator.credentials };
}

export interface Refusal {
  readonly name: string;
  readonly status: number | undefined;
  readonly message: string;
}

/** How a call was refused, as the SDK client's user sees it. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const metadata = "$metadata" in error && typeof error.$metadata === "object" ? error.$metadata : {};
    const status = metadata && "httpStatusCode" in metadata ? Number(metadata.httpStatusCode) : undefined;
    return { name: error.name, status, message: error.message };
  }
  throw new Error("the call was expected to be refused, but it succeeded");
}

/** The account of a simulator with this name, which must exist. */
export function accountNamed(simulator: Simulator, name: string) {
  const account = simulator.accounts().find((one) => one.name === name);
  if (account === undefined) throw new Error(`no account is named ${name}`);
  return account;
}

/** All pages of an SDK paginator. */
export async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}
