import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { World } from "../model/world.ts";
import type { WireRequest, WireResponse } from "../protocols/protocol.ts";
import { allOperations, findOperation, type OperationSchema } from "../protocols/schema.ts";
import { accountOfAccessKey } from "./access-keys.ts";
import { ApiError } from "./api-error.ts";
import type { CallLog } from "./calls.ts";
import type { FaultEffect, Faults } from "./faults.ts";
import { isReshaping, type Reshaping, reshaped } from "./reshape.ts";
import { type CallContext, denied, type Service, throttled } from "./service.ts";
import type { Sessions } from "./sessions.ts";
import type { Throttle } from "./throttle.ts";

export interface Dispatcher {
  readonly services: readonly Service[];
  readonly calls: CallLog;
  readonly faults: Faults;
  readonly sessions: Sessions;
  readonly throttle: Throttle | undefined;
  readonly latencyMs: number;
  readonly memory: Map<string, number>;
  world(): World;
}

const schemas = new Map<Service, Map<string, OperationSchema>>();

function schemasOf(service: Service): Map<string, OperationSchema> {
  let known = schemas.get(service);
  if (known === undefined) {
    known = new Map();
    for (const name of Object.keys(service.operations)) {
      const operation = findOperation(service.sdk, name);
      if (operation === undefined)
        throw new Error(`${service.name} has no operation named ${name} in its SDK client`);
      known.set(name, operation);
    }
    schemas.set(service, known);
  }
  return known;
}

interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

function readCredential(request: WireRequest): Credential | undefined {
  const match = /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(
    request.headers.authorization ?? "",
  );
  const [, accessKeyId, region, service] = match ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service };
}

function serviceOf(services: readonly Service[], signingName: string, request: WireRequest) {
  return services.find(
    (service) => (service.signingName ?? service.name) === signingName && (service.claims?.(request) ?? true),
  );
}

function operationOf(request: WireRequest, service: Service): string | undefined {
  const served = schemasOf(service);
  return (
    service.protocol.identify(request, [...served.values()], service) ??
    service.protocol.identify(request, allOperations(service.sdk), service)
  );
}

function faultError(
  effect: Extract<FaultEffect, { kind: "error" }>,
  service: Service,
  operation: string,
  who: string,
) {
  const refusal = /^(AccessDenied(Exception)?|UnauthorizedOperation)$/.test(effect.code);
  if (refusal && effect.message === undefined) return denied(service, operation, who);
  const code = refusal ? service.errors.denied : effect.code;
  return new ApiError(
    code,
    effect.status ?? (refusal ? 403 : 500),
    effect.message ?? `Simulated fault ${code}`,
  );
}

async function run(
  operation: string,
  request: WireRequest,
  service: Service,
  context: CallContext,
  requestId: string,
  reshaping: Reshaping | undefined,
) {
  const schema = schemasOf(service).get(operation);
  const handler = service.operations[operation];
  if (schema === undefined || handler === undefined) {
    const message = `The simulator does not serve ${service.name}:${operation}.`;
    throw new ApiError(service.errors.unknownOperation, 400, message);
  }
  service.guard?.(context);
  const input = service.protocol.decode(request, schema, service);
  const handle = (asked: object) => handler(asked, context);
  const output = reshaping ? await reshaped(reshaping, schema, input, handle) : await handle(input);
  return service.protocol.encode(output, schema, service, requestId);
}

function identity(dispatcher: Dispatcher, credential: Credential, world: World) {
  const accountId = accountOfAccessKey(credential.accessKeyId);
  const account = accountId === undefined ? undefined : world.organization.accounts.get(accountId);
  if (account === undefined || account.state !== "ACTIVE") {
    const code = credential.service === "ec2" ? "AuthFailure" : "InvalidClientTokenId";
    throw new ApiError(code, 403, "The security token included in the request is invalid.");
  }
  return { account, principalArn: dispatcher.sessions.principalOf(credential.accessKeyId, account.id) };
}

/** Answers one AWS request, or gives undefined when a fault cuts the connection. */
export async function dispatch(
  dispatcher: Dispatcher,
  request: WireRequest,
): Promise<WireResponse | undefined> {
  const requestId = randomUUID();
  const credential = readCredential(request);
  const service = credential && serviceOf(dispatcher.services, credential.service, request);
  if (credential === undefined || service === undefined) {
    const reason = credential
      ? `The simulator has no service named ${credential.service}.`
      : "The request is not signed.";
    const body = JSON.stringify({ __type: "UnknownService", message: reason });
    return {
      status: 400,
      headers: { "content-type": "application/json", "x-amzn-errortype": "UnknownService" },
      body,
    };
  }
  const operation = operationOf(request, service) ?? `${request.method} ${request.path}`;
  const { region } = credential;
  const call = {
    service: service.name,
    operation,
    account: accountOfAccessKey(credential.accessKeyId) ?? "unknown",
    region,
  };
  const question = `${request.method} ${request.path}?${request.query} ${request.body}`;
  dispatcher.calls.add(call.service, call.operation, call.account, region, question);
  if (dispatcher.latencyMs > 0) await sleep(dispatcher.latencyMs);
  try {
    const world = dispatcher.world();
    const { account, principalArn } = identity(dispatcher, credential, world);
    let malformed = false;
    let reshaping: Reshaping | undefined;
    const replacements: Extract<FaultEffect, { kind: "replace" }>[] = [];
    for (const effect of dispatcher.faults.strike(call)) {
      if (effect.kind === "cut") return undefined;
      if (effect.kind === "slow") await sleep(effect.ms);
      if (effect.kind === "malformed") malformed = true;
      if (isReshaping(effect)) reshaping = effect.kind;
      if (effect.kind === "replace") replacements.push(effect);
      if (effect.kind === "throttle") throw throttled(service);
      if (effect.kind === "error") throw faultError(effect, service, operation, principalArn);
    }
    const paginated = /[?&]?(MaxResults|maxResults|max-buckets)=/.test(request.body);
    if (dispatcher.throttle?.allows({ ...call, paginated }) === false) throw throttled(service);
    const origin = `http://${request.headers.host ?? "127.0.0.1"}`;
    const context = { world, account, region, principalArn, origin, memory: dispatcher.memory };
    const response = await run(operation, request, service, context, requestId, reshaping);
    if (malformed) return { ...response, body: '<Broken attribute="never closed' };
    if (replacements.length === 0) return response;
    const text = Buffer.from(response.body).toString();
    return {
      ...response,
      body: replacements.reduce((body, each) => body.replaceAll(each.find, each.with), text),
    };
  } catch (error) {
    if (error instanceof ApiError) return service.protocol.fail(error, service, requestId);
    console.error(`simulator: ${service.name}:${operation} failed`, error);
    const message = error instanceof Error ? error.message : String(error);
    return service.protocol.fail(new ApiError("InternalFailure", 500, message), service, requestId);
  }
}
