import type { HttpHandler } from "@smithy/core/protocols";
import type {
  AwsCredentialIdentityProvider,
  HandlerExecutionContext,
  InitializeHandlerOptions,
  InitializeMiddleware,
} from "@smithy/types";
import { currentRead } from "./current-read.ts";
import { sharedHandler } from "./http-handler.ts";

export interface ClientSettings {
  region: string;
  credentials: AwsCredentialIdentityProvider;
  retryMode: "adaptive";
  maxAttempts: number;
  disableHostPrefix: boolean;
  useQueueUrlAsEndpoint: boolean;
  requestHandler: HttpHandler;
}

/** What every SDK client has, as far as the runtime is concerned. */
export interface AwsClient {
  readonly middlewareStack: { add(middleware: never, options: InitializeHandlerOptions): void };
  destroy(): void;
}

export type ClientClass<C extends AwsClient> = new (settings: ClientSettings) => C;

/** One account's SDK clients, a class and Region at a time, all under the runtime's middleware. */
export class Clients {
  readonly #credentials: AwsCredentialIdentityProvider;
  readonly #attempts: number;
  readonly #made = new Map<unknown, Map<string, AwsClient>>();

  constructor(credentials: AwsCredentialIdentityProvider, attempts = 5) {
    this.#credentials = credentials;
    this.#attempts = attempts;
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
      maxAttempts: this.#attempts,
      // An endpoint of one's own is one host: S3 Control would put the account id before its name.
      disableHostPrefix: process.env["AWS_ENDPOINT_URL"] !== undefined,
      // A queue is asked where its Region's other services are, whatever host its URL names.
      useQueueUrlAsEndpoint: false,
      requestHandler: sharedHandler,
    });
    const stack: unknown = client.middlewareStack;
    if (!passesOn(stack)) throw new Error(`${Class.name} has no middleware stack`);
    stack.add(supervise, { step: "initialize", name: "posternSupervise" });
    byRegion.set(region, client);
    return client;
  }

  destroy(): void {
    for (const byRegion of this.#made.values()) for (const client of byRegion.values()) client.destroy();
    this.#made.clear();
  }
}

/** Clients whose name is not the service prefix of their operations. */
const prefixes: Readonly<Record<string, string>> = {
  AccessAnalyzer: "access-analyzer",
  ApiGatewayV2: "apigateway",
  ConfigService: "config",
  ElasticLoadBalancingV2: "elasticloadbalancing",
  EventBridge: "events",
  ResourceGroupsTaggingAPI: "tag",
  SSOAdmin: "sso",
};

interface Stack {
  add(middleware: InitializeMiddleware<object, object>, options: InitializeHandlerOptions): void;
}

/**
 * A middleware that passes on what it is given fits every client; the types say so only of clients that have an
 * operation without required input, and Identity Store has none.
 */
export function passesOn(stack: unknown): stack is Stack {
  return typeof stack === "object" && stack !== null && "add" in stack;
}

/** The operation that an SDK command is, as `service:Operation`. */
export function operationOf({ clientName = "", commandName = "" }: HandlerExecutionContext): string {
  const client = clientName.replace(/Client$/, "");
  return `${prefixes[client] ?? client.toLowerCase()}:${commandName.replace(/Command$/, "")}`;
}

const supervise: InitializeMiddleware<object, object> = (next, context) => (args) =>
  currentRead().supervise(operationOf(context), () => next(args));
