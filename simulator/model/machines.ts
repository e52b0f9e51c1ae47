import type { InstanceInformation, InstancePatchState, ParameterMetadata } from "@aws-sdk/client-ssm";
import { instant } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import { encryptionKey } from "./keys.ts";
import { remembered } from "./memory.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { rowsIn } from "./rows.ts";
import { problem, type TruthRow, type Verdict, type World } from "./world.ts";

// Speaks for ec2-ssm-managed (every instance that is not gone: running and Online passes; stopped is not
// applicable), ec2-patched (every machine that was ever scanned, by its resource id in Systems Manager; fails with
// missing or failed patches, passes when a restart is all that lacks) and ssm-no-plain-secrets (every parameter;
// not applicable where the last part of its name says nothing of a secret).

export interface Machines {
  readonly instances: readonly InstanceInformation[];
  readonly patchStates: readonly InstancePatchState[];
  readonly parameters: readonly ParameterMetadata[];
  readonly truth: readonly TruthRow[];
}

interface Place {
  readonly world: World;
  readonly account: Account;
  readonly region: string;
}

function information(
  { world, account }: Place,
  id: string,
  pingStatus: "Online" | "ConnectionLost",
): InstanceInformation {
  const dice = new Dice(`${id}/ssm`);
  const elsewhere = id.startsWith("mi-");
  const windows = dice.chance(0.2);
  return {
    InstanceId: id,
    PingStatus: pingStatus,
    LastPingDateTime: instant(world.day, dice.int(0, 300)),
    AgentVersion: dice.pick(["3.3.2299.0", "3.3.1802.0"]),
    IsLatestVersion: false,
    PlatformType: windows ? "Windows" : "Linux",
    PlatformName: windows ? "Microsoft Windows Server 2022" : "Amazon Linux",
    PlatformVersion: windows ? "10.0.20348" : "2023",
    ResourceType: elsewhere ? "ManagedInstance" : "EC2Instance",
    RegistrationDate: elsewhere ? instant(account.joined, 500) : undefined,
    ComputerName: `${id}.acme.internal`,
  };
}

/** Undefined for a machine that Patch Manager never scanned. */
function patching({ world, account, region }: Place, id: string) {
  const key = `${account.id}/${region}/patch/${id}`;
  const dice = new Dice(`${world.options.seed}/${key}`);
  const scanned = dice.chance(0.85);
  const missing = problem(world, `${key}/missing`, 0.35) ? dice.int(1, 9) : 0;
  const failed = problem(world, `${key}/failed`, 0.1) ? dice.int(1, 2) : 0;
  const state: InstancePatchState = {
    InstanceId: id,
    PatchGroup: dice.pick(["production", ""]),
    BaselineId: `pb-0${dice.hex(16)}`,
    InstalledCount: dice.int(40, 90),
    InstalledOtherCount: dice.int(0, 20),
    InstalledPendingRebootCount: dice.chance(0.2) ? 1 : 0,
    InstalledRejectedCount: 0,
    MissingCount: missing,
    FailedCount: failed,
    NotApplicableCount: dice.int(100, 900),
    CriticalNonCompliantCount: missing > 4 ? 1 : 0,
    SecurityNonCompliantCount: missing > 2 ? 1 : 0,
    OtherNonCompliantCount: 0,
    OperationStartTime: instant(world.day, 400),
    OperationEndTime: instant(world.day, 460),
    Operation: "Scan",
  };
  return { state: scanned ? state : undefined, open: missing + failed > 0 };
}

const parameterNames = [
  ["orders/prod/db-password", true],
  ["orders/prod/api-key", true],
  ["orders/prod/jwt-secret", true],
  ["orders/prod/endpoint", false],
  ["orders/prod/password-policy", false],
  ["tokenizer-model", false],
  ["orders/prod/secret-name", false],
  ["orders/prod/token-ttl", false],
] as const;

function makeParameter({ world, account, region }: Place, path: string, secret: boolean) {
  const key = `${account.id}/${region}/parameter/${path}`;
  const dice = new Dice(`${world.options.seed}/${key}`);
  const plain = !secret || problem(world, `${key}/plain`, 0.4);
  const own = encryptionKey(world, account, region);
  const name = path.includes("/") ? `/${path}` : path;
  const made: ParameterMetadata = {
    Name: name,
    ARN: `arn:aws:ssm:${region}:${account.id}:parameter/${path}`,
    Type: plain ? (dice.chance(0.2) ? "StringList" : "String") : "SecureString",
    KeyId: plain ? undefined : dice.chance(0.5) && own !== undefined ? own : "alias/aws/ssm",
    Tier: "Standard",
    DataType: "text",
    Version: 3,
    LastModifiedDate: instant(account.joined + 2, 50),
  };
  const judged: Verdict = plain ? "fail" : "pass";
  const row = rowsIn(account, region)(
    "ssm-no-plain-secrets",
    made.ARN ?? "",
    secret ? judged : "notApplicable",
  );
  return { made, row };
}

const remember = remembered((world, at): Machines => {
  const [id = "", region = ""] = at.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const place: Place = { world, account, region };
  const rowOf = rowsIn(account, region);
  const instances: InstanceInformation[] = [];
  const patchStates: InstancePatchState[] = [];
  const truth: TruthRow[] = [];
  const addPatching = (machine: string, arn: string) => {
    const { state, open } = patching(place, machine);
    if (state === undefined) return;
    patchStates.push(state);
    truth.push(rowOf("ec2-patched", arn, open ? "fail" : "pass"));
  };
  for (const { InstanceId = "", State } of networkOf(world, account, region).instances) {
    const arn = `arn:aws:ec2:${region}:${id}:instance/${InstanceId}`;
    if (State?.Name !== "running" && State?.Name !== "stopped") continue;
    const lost = problem(world, `${id}/${region}/ssm/${InstanceId}/lost`, 0.1);
    const unmanaged = problem(world, `${id}/${region}/ssm/${InstanceId}/unmanaged`, 0.25);
    const running = State.Name === "running";
    const judged: Verdict = lost || unmanaged ? "fail" : "pass";
    truth.push(rowOf("ec2-ssm-managed", arn, running ? judged : "notApplicable"));
    if (unmanaged) continue;
    instances.push(information(place, InstanceId, running && !lost ? "Online" : "ConnectionLost"));
    addPatching(InstanceId, arn);
  }
  if (fraction(`${world.options.seed}/${at}/hybrid`) < 0.15) {
    const machine = `mi-0${new Dice(`${world.options.seed}/${at}/hybrid`).hex(16)}`;
    instances.push(information(place, machine, "Online"));
    addPatching(machine, `arn:aws:ssm:${region}:${id}:managed-instance/${machine}`);
  }
  const count = Math.floor(fraction(`${world.options.seed}/${at}/parameters`) * (parameterNames.length + 1));
  const parameters = parameterNames
    .slice(0, count)
    .map(([path, secret]) => makeParameter(place, path, secret));
  truth.push(...parameters.map(({ row }) => row));
  return { instances, patchStates, parameters: parameters.map(({ made }) => made), truth };
}, 1_000);

/** What Systems Manager knows of one Region of an account. */
export function machinesOf(world: World, account: Account, region: string): Machines {
  return remember(world, `${account.id}/${region}`);
}
