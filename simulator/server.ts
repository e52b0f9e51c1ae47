import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { dateOf, dayOf, defaultEpoch } from "./model/calendar.ts";
import type { Disagreement } from "./model/hub-findings.ts";
import type { MeasureTruth } from "./model/measure-truth.ts";
import { type Account, firstDay, makeOrganization } from "./model/organization.ts";
import { mostRegions } from "./model/regions.ts";
import type { Situation } from "./model/situation.ts";
import type { ThreatTruth } from "./model/threats.ts";
import type { ModelOptions, TruthRow, World } from "./model/world.ts";
import type { WireRequest, WireResponse } from "./protocols/protocol.ts";
import { type CallCount, CallLog } from "./runtime/calls.ts";
import { type Dispatcher, dispatch } from "./runtime/dispatch.ts";
import { type FaultRule, Faults, parseFaults } from "./runtime/faults.ts";
import { type Credentials, collectorCredentials, Sessions } from "./runtime/sessions.ts";
import { Throttle } from "./runtime/throttle.ts";
import { makeServices } from "./services/registry.ts";
import { disagreementTruth, groundTruth, measureTruth, threatTruth } from "./truth.ts";

export interface SimulatorOptions {
  readonly seed?: string;
  readonly accounts?: number;
  readonly regions?: number;
  /** `YYYY-MM-DD`; today unless told. */
  readonly date?: string;
  /** The day the posture starts to improve. */
  readonly epoch?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly latencyMs?: number;
  readonly throttle?: boolean;
  readonly faults?: readonly FaultRule[];
  readonly externalId?: string;
  readonly roleName?: string;
  readonly findingsPerAccount?: number;
  /** How the organization differs from the one that its seed grows. */
  readonly situation?: Situation;
}

export interface Simulator {
  readonly url: string;
  readonly port: number;
  /** The collector's own key, in the management account. */
  readonly credentials: Credentials;
  stop(): Promise<void>;
  truth(): TruthRow[];
  /** The verdicts of the truth that Security Hub contradicts on the current date. */
  disagreements(): Disagreement[];
  /** What everything measured must contribute to the metrics on the current date, threats apart. */
  measures(): MeasureTruth[];
  /** The threats that GuardDuty lists on the current date. */
  threats(): ThreatTruth[];
  calls(): CallCount[];
  resetCalls(): void;
  setFaults(rules: readonly FaultRule[]): void;
  setDate(date: string): void;
  /** The accounts of the organization on the current date, the suspended one included. */
  accounts(): Account[];
}

function within(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name} must be a whole number from ${least} to ${most}, not ${value}`);
}

function modelOptions(options: SimulatorOptions): ModelOptions {
  return {
    seed: options.seed ?? "postern",
    accounts: within("accounts", options.accounts ?? 20, 1, 10_000),
    regions: within("regions", options.regions ?? 3, 1, mostRegions),
    findingsPerAccount: within("findings-per-account", options.findingsPerAccount ?? 40, 0, 10_000),
    roleName: options.roleName ?? "PosternReadOnly",
    externalId: options.externalId,
    epoch: dayOf(options.epoch ?? defaultEpoch),
    situation: options.situation ?? {},
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function json(status: number, value: unknown): WireResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

function administer(request: WireRequest, simulator: Omit<Simulator, "url" | "port" | "stop">): WireResponse {
  const action = `${request.method} ${request.path}`;
  if (action === "GET /_simulator/health") return json(200, { ok: true });
  if (action === "GET /_simulator/truth") return json(200, simulator.truth());
  if (action === "GET /_simulator/disagreements") return json(200, simulator.disagreements());
  if (action === "GET /_simulator/measures") return json(200, simulator.measures());
  if (action === "GET /_simulator/threats") return json(200, simulator.threats());
  if (action === "GET /_simulator/calls") return json(200, simulator.calls());
  if (action === "GET /_simulator/accounts") return json(200, simulator.accounts());
  try {
    const body: unknown = request.body === "" ? undefined : JSON.parse(request.body);
    if (action === "DELETE /_simulator/calls") simulator.resetCalls();
    else if (action === "PUT /_simulator/faults") simulator.setFaults(parseFaults(body));
    else if (action === "PUT /_simulator/date") {
      const date = typeof body === "object" && body !== null && "date" in body ? body.date : body;
      simulator.setDate(String(date));
    } else return json(404, { error: `Nothing answers ${action}` });
    return json(200, { ok: true });
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function send(response: ServerResponse, answer: WireResponse | undefined): void {
  if (answer === undefined) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

/** Starts a local AWS on 127.0.0.1 that answers the real SDK clients from a generated organization. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const model = modelOptions(options);
  const makeWorld = (day: number): World => {
    if (day < firstDay) {
      throw new Error(`the organization exists from ${dateOf(firstDay)} on, not on ${dateOf(day)}`);
    }
    return { options: model, day, organization: makeOrganization(model, day) };
  };
  let world = makeWorld(dayOf(options.date ?? dateOf(Math.floor(Date.now() / 86_400_000))));
  const sessions = new Sessions();
  const dispatcher: Dispatcher = {
    services: makeServices(sessions),
    calls: new CallLog(),
    faults: new Faults(),
    sessions,
    throttle: options.throttle ? new Throttle() : undefined,
    latencyMs: options.latencyMs ?? 0,
    memory: new Map(),
    world: () => world,
  };
  dispatcher.faults.set(options.faults ?? []);
  const controls = {
    credentials: collectorCredentials(world.organization.managementId),
    truth: () => groundTruth(world),
    disagreements: () => disagreementTruth(world),
    measures: () => measureTruth(world),
    threats: () => threatTruth(world),
    calls: () => dispatcher.calls.list(),
    resetCalls: () => dispatcher.calls.clear(),
    setFaults: (rules: readonly FaultRule[]) => dispatcher.faults.set(rules),
    setDate(date: string) {
      world = makeWorld(dayOf(date));
      dispatcher.memory.clear();
    },
    accounts: () => [...world.organization.accounts.values()],
  };
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
    const request = {
      method: incoming.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body: await readBody(incoming),
    };
    const own = url.pathname.startsWith("/_simulator/");
    send(outgoing, own ? administer(request, controls) : await dispatch(dispatcher, request));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    ...controls,
    url: `http://127.0.0.1:${port}`,
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
