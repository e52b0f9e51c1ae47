import type { IncomingHttpHeaders } from "node:http";
import type { ApiError } from "../runtime/api-error.ts";
import type { OperationSchema } from "./schema.ts";

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;
}

export interface ServiceShape {
  readonly xmlNamespace: string;
  /** S3 path style: the first path segment is the bucket, outside the operation's own path. */
  readonly bucketInPath?: boolean;
}

/** How one AWS wire protocol names an operation, reads its input and writes its output. */
export interface Protocol {
  identify(
    request: WireRequest,
    operations: readonly OperationSchema[],
    service: ServiceShape,
  ): string | undefined;
  /** The operation's input: shaped by its schema, so only the SDK's own type describes it. */
  decode(request: WireRequest, operation: OperationSchema, service: ServiceShape): object;
  encode(output: object, operation: OperationSchema, service: ServiceShape, requestId: string): WireResponse;
  fail(error: ApiError, service: ServiceShape, requestId: string): WireResponse;
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

export function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => escapes[character] ?? character);
}
