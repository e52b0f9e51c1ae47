import type {
  AwsCredentialIdentityProvider,
  InitializeHandlerOptions,
  InitializeMiddleware,
} from "@smithy/types";
import { currentRead } from "./current-read.ts";

export interface ClientSettings {
  region: string;
  credentials: AwsCredentialIdentityProvider;
  retryMode: "adaptive";
  maxAttempts: number;
  requestHandler: { connectionTimeout: number; requestTimeout: number; throwOnRequestTimeout: boolean };
}

/** What every SDK client has, as far as the runtime is concerned. */
export interface AwsClient {
  readonly middlewareStack: {
    add(middleware: InitializeMiddleware<object, object>, options: InitializeHandlerOptions): void;
  };
  destroy(): void;
}

export type ClientClass<C extends AwsClient> = new (settings: ClientSettings) => C;

const timeouts = { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true };

/** One account's SDK clients, a class and Region at a time, all under the runtime's middleware. */
export class Clients {
  readonly #credentials: AwsCredentialIdentityProvider;
  readonly #made = new Map<unknown, Map<string, AwsClient>>();

  constructor(credentials: AwsCredentialIdentityProvider) {
    this.#credentials = credentials;
  }

  get<C extends AwsClient>(Class: ClientClass<C>, region: string): C {
    const byRegion = this.#made.get(Class) ?? new Map<string, AwsClient>();
    this.#made.set(Class, byRegion);
    const known = byRegion.get(region);
    if (known instanceof Class) return known;
    const client = new Class({
      region,
      credentials: this.#credentials,
      retryMode: "adaptive",
      maxAttempts: 5,
      requestHandler: timeouts,
    });
    client.middlewareStack.add(supervise, { step: "initialize", name: "posternSupervise" });
    byRegion.set(region, client);
    return client;
  }

  destroy(): void {
    for (const byRegion of this.#made.values()) for (const client of byRegion.values()) client.destroy();
    this.#made.clear();
  }
}

const supervise: InitializeMiddleware<object, object> = (next, context) => (args) =>
  currentRead().supervise(
    `${(context.clientName ?? "").replace(/Client$/, "").toLowerCase()}:${(context.commandName ?? "").replace(/Command$/, "")}`,
    () => next(args),
  );
