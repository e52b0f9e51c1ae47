import type { Account } from "../model/organization.ts";
import type { World } from "../model/world.ts";
import type { Protocol, ServiceShape, WireRequest } from "../protocols/protocol.ts";
import { ApiError } from "./api-error.ts";

/** What a handler knows about the call besides its input. */
export interface CallContext {
  readonly world: World;
  readonly account: Account;
  readonly region: string;
  readonly principalArn: string;
  /** Where the caller reached the simulator: a queue's URL leads back there. */
  readonly origin: string;
  /** Facts that last between calls (a requested report); cleared when the date changes. */
  readonly memory: Map<string, number>;
}

/**
 * Bivariant on purpose: a handler names the SDK's input type of its own operation, and the protocol
 * has shaped the input by the very schema that type was generated from.
 */
export type Handler = { handle(input: object, context: CallContext): object | Promise<object> }["handle"];

export interface ServiceErrors {
  readonly denied: string;
  readonly throttled: string;
  readonly throttledStatus: number;
  readonly unknownOperation: string;
}

export interface Service extends ServiceShape {
  /** The prefix of its operations, in call logs and fault rules: `elasticloadbalancing`. */
  readonly name: string;
  /** The name in the SigV4 credential scope, where that is another: `tagging`. */
  readonly signingName?: string;
  /** The prefix of its IAM actions, where that is another: `s3` of S3 Control. */
  readonly iamPrefix?: string;
  /** Which requests are its own, where two services sign with one name. */
  claims?(request: WireRequest): boolean;
  readonly sdk: object;
  readonly protocol: Protocol;
  readonly errors: ServiceErrors;
  /** IAM actions that are not named like their operation. */
  readonly actions?: Readonly<Record<string, string>>;
  /** Runs before every operation, e.g. to refuse a Region that is not enabled. */
  guard?(context: CallContext): void;
  readonly operations: Readonly<Record<string, Handler>>;
}

/** The refusal AWS gives for one action, with its real wording. */
export function denied(service: Service, operation: string, principalArn: string, resource = "*"): ApiError {
  const action = `${service.iamPrefix ?? service.name}:${service.actions?.[operation] ?? operation}`;
  const message =
    service.errors.denied === "UnauthorizedOperation"
      ? `You are not authorized to perform this operation. User: ${principalArn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`
      : `User: ${principalArn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
  return new ApiError(service.errors.denied, service.name === "organizations" ? 400 : 403, message);
}

export function throttled(service: Service): ApiError {
  const message =
    service.errors.throttled === "RequestLimitExceeded" ? "Request limit exceeded." : "Rate exceeded";
  return new ApiError(service.errors.throttled, service.errors.throttledStatus, message);
}
