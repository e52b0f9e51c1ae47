import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { HttpHandler, HttpRequest, HttpResponse } from "@smithy/core/protocols";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { HttpHandlerOptions } from "@smithy/types";
import { readSignal } from "./current-read.ts";

const socketsAHost = 256;
const keepAliveMs = 30_000;

/**
 * Sends the requests of every client of the process over shared connections: each client by itself would open
 * its own, and pay a handshake for every account, service and Region. What is on the wire is aborted with the
 * read it belongs to.
 */
class SharedHandler implements HttpHandler {
  readonly metadata = { handlerProtocol: "http/1.1" };
  readonly #inner = new NodeHttpHandler({
    connectionTimeout: 5_000,
    requestTimeout: 60_000,
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: socketsAHost, timeout: keepAliveMs }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: socketsAHost, timeout: keepAliveMs }),
  });

  handle(request: HttpRequest, options: HttpHandlerOptions = {}): Promise<{ response: HttpResponse }> {
    const abortSignal = options.abortSignal ?? readSignal();
    return this.#inner.handle(request, abortSignal === undefined ? options : { ...options, abortSignal });
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  /** A client that ends leaves the connections to the others. */
  destroy(): void {}
}

export const sharedHandler: HttpHandler = new SharedHandler();
