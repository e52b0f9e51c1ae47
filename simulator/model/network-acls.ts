import type { NetworkAcl, NetworkAclEntry } from "@aws-sdk/client-ec2";
import { Dice } from "./dice.ts";
import type { Account } from "./organization.ts";
import { everyV4, everyV6, type Probe, v4But } from "./probes.ts";
import { rowsIn } from "./rows.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks for nacl-no-open-admin (every ACL of the account, by its ARN; not applicable to one without subnets).

type Rule = readonly [number, "allow" | "deny", string, string, number?, number?];

const everything: Rule = [100, "allow", "-1", "0.0.0.0/0"];
const web: Rule = [200, "allow", "6", "0.0.0.0/0", 443, 443];

/** Entries, and the packets that they let in from any address. */
type Inbound = readonly [rules: readonly Rule[], admits: readonly Probe[]];

const usual: Inbound = [[everything], everyV4];

/** Ways in which SSH or RDP is open to the world; AWS's own default is the first. */
const openings: readonly [Inbound, ...Inbound[]] = [
  usual,
  usual,
  usual,
  usual,
  usual,
  usual,
  [
    [[100, "allow", "6", "0.0.0.0/0", 22, 22], web],
    ["22", "443"],
  ],
  [
    [[100, "allow", "6", "0.0.0.0/0", 20, 25], web],
    ["22", "443"],
  ],
  // For the answers to what the subnet asks; nobody thought of RDP.
  [
    [[90, "deny", "6", "0.0.0.0/0", 22, 22], web, [300, "allow", "6", "0.0.0.0/0", 1024, 65535]],
    v4But("22", "80", "udp 22"),
  ],
  [
    [web, [100, "allow", "6", "::/0", 3389, 3389]],
    ["443", "v6 3389"],
  ],
  [
    [
      [100, "allow", "6", "0.0.0.0/1", 22, 22],
      [110, "allow", "6", "128.0.0.0/1", 22, 22],
    ],
    ["22"],
  ],
  // The deny comes too late.
  [
    [everything, [200, "deny", "6", "0.0.0.0/0", 22, 22], [210, "deny", "6", "0.0.0.0/0", 3389, 3389]],
    everyV4,
  ],
  // A block list keeps some addresses out and lets all others in.
  [[[50, "deny", "-1", "198.51.100.0/24"], everything], everyV4],
  // IPv6 was forgotten.
  [
    [
      [90, "deny", "6", "0.0.0.0/0", 22, 22],
      [91, "deny", "6", "0.0.0.0/0", 3389, 3389],
      everything,
      [101, "allow", "-1", "::/0"],
    ],
    [...v4But("22", "3389"), ...everyV6],
  ],
];

const closures: readonly [Inbound, ...Inbound[]] = [
  [
    [[90, "deny", "6", "0.0.0.0/0", 22, 22], [91, "deny", "6", "0.0.0.0/0", 3389, 3389], everything],
    v4But("22", "3389"),
  ],
  [
    [
      [80, "allow", "6", "10.0.0.0/8", 22, 22],
      [90, "deny", "-1", "0.0.0.0/1"],
      [91, "deny", "-1", "128.0.0.0/1"],
      everything,
    ],
    [],
  ],
  [
    [web, [300, "allow", "6", "0.0.0.0/0", 1024, 3388], [310, "allow", "6", "0.0.0.0/0", 3390, 65535]],
    v4But("22", "80", "3389", "udp 22"),
  ],
  [[web, [100, "allow", "6", "0.0.0.0/1", 22, 22]], ["443"]],
  [
    [web, [100, "allow", "17", "0.0.0.0/0", 22, 22]],
    ["443", "udp 22"],
  ],
  [[[100, "allow", "-1", "10.0.0.0/8"]], []],
];

/** What leaves: everything, answers and little else, or not even answers. */
const outward: Readonly<Record<"everything" | "answers" | "web" | "inside" | "denied", readonly Rule[]>> = {
  everything: [everything],
  answers: [
    [100, "allow", "6", "0.0.0.0/0", 32768, 60999],
    [110, "allow", "17", "0.0.0.0/0", 1024, 65535],
  ],
  web: [web],
  inside: [[100, "allow", "-1", "10.0.0.0/8"]],
  denied: [
    [90, "deny", "6", "0.0.0.0/0", 1024, 65535],
    [100, "allow", "6", "0.0.0.0/0", 0, 65535],
  ],
};

/** What an ACL lets through: packets from any address, and by family the answers to them. */
export interface Admission {
  readonly admits: readonly Probe[];
  readonly answers: { readonly 4: boolean; readonly 6: boolean };
}

function entryOf([RuleNumber, RuleAction, Protocol, cidr, From, To]: Rule, Egress = false): NetworkAclEntry {
  return {
    Egress,
    RuleNumber,
    RuleAction,
    Protocol,
    ...(cidr.includes(":") ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr }),
    ...(From === undefined ? {} : { PortRange: { From, To } }),
  };
}

const last: Rule = [32767, "deny", "-1", "0.0.0.0/0"];
const lastOfV6: Rule = [32768, "deny", "-1", "::/0"];
const everythingOfV6: Rule = [101, "allow", "-1", "::/0"];

/** The ACLs of a VPC: its default one and, where that was not thought enough, one that took its subnets over. */
export function makeAcls(
  { world, account, region }: { world: World; account: Account; region: string },
  key: string,
  {
    vpcId,
    subnetIds,
    defaultId,
    dual,
  }: { vpcId: string; subnetIds: readonly string[]; defaultId: string; dual: boolean },
): { acls: NetworkAcl[]; admission: Admission; truth: TruthRow[] } {
  const dice = new Dice(`${key}/acl`);
  const open = problem(world, `${key}/acl/open`, 0.6);
  const inbound = open ? dice.pick(openings) : dice.pick(closures);
  const [rules, admits] = inbound;
  const customId = `acl-0${dice.hex(16)}`;
  const isDefault = inbound === usual;
  const leak = new Dice(`${key}/acl/out`);
  const out = leak.chance(0.6) ? "everything" : leak.pick(["answers", "web", "inside", "denied"] as const);
  // AWS adds an entry for IPv6 where the VPC has it, and people where they thought of it.
  const ofV6 = (written: readonly Rule[]) => written.some(([, , , cidr]) => cidr.includes(":"));
  const byDefault = dual ? [everything, everythingOfV6] : [everything];
  const leaving = out === "everything" && (dual || ofV6(rules)) ? [everything, everythingOfV6] : outward[out];
  const make = (
    NetworkAclId: string,
    IsDefault: boolean,
    written: readonly Rule[],
    leaves: readonly Rule[],
    subnets: readonly string[],
  ) => ({
    NetworkAclId,
    VpcId: vpcId,
    OwnerId: account.id,
    IsDefault,
    Associations: subnets.map((SubnetId, index) => ({
      NetworkAclAssociationId: `aclassoc-0${NetworkAclId.slice(5, -1)}${index}`,
      NetworkAclId,
      SubnetId,
    })),
    Entries: [
      ...[...written, last, ...(ofV6(written) ? [lastOfV6] : [])].map((rule) => entryOf(rule)),
      ...[...leaves, last, ...(ofV6(leaves) ? [lastOfV6] : [])].map((rule) => entryOf(rule, true)),
    ],
    Tags: [],
  });
  const rowOf = (id: string, verdict: TruthRow["verdict"]) =>
    rowsIn(account, region)(
      "nacl-no-open-admin",
      `arn:aws:ec2:${region}:${account.id}:network-acl/${id}`,
      verdict,
    );
  const judged = open ? "fail" : "pass";
  if (isDefault)
    return {
      acls: [make(defaultId, true, byDefault, byDefault, subnetIds)],
      admission: { admits: dual ? [...everyV4, ...everyV6] : everyV4, answers: { 4: true, 6: dual } },
      truth: [rowOf(defaultId, judged)],
    };
  return {
    acls: [make(defaultId, true, byDefault, byDefault, []), make(customId, false, rules, leaving, subnetIds)],
    admission: {
      admits,
      answers: {
        4: out === "everything" || out === "answers",
        6: out === "everything" && (dual || ofV6(rules)),
      },
    },
    truth: [rowOf(defaultId, "notApplicable"), rowOf(customId, judged)],
  };
}
