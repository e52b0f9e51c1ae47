import type { NetworkAcl, NetworkAclEntry } from "@aws-sdk/client-ec2";
import { Dice } from "./dice.ts";
import type { Account } from "./organization.ts";
import { rowsIn } from "./rows.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks for nacl-no-open-admin (every ACL of the account, by its ARN; not applicable to one without subnets).

type Rule = readonly [number, "allow" | "deny", string, string, number?, number?];

const everything: Rule = [100, "allow", "-1", "0.0.0.0/0"];
const web: Rule = [200, "allow", "6", "0.0.0.0/0", 443, 443];

/** Ways in which SSH or RDP is open to the world; AWS's own default is the first. */
const openings: readonly [readonly Rule[], ...(readonly Rule[])[]] = [
  [everything],
  [everything],
  [[100, "allow", "6", "0.0.0.0/0", 22, 22], web],
  [[100, "allow", "6", "0.0.0.0/0", 20, 25], web],
  // For the answers to what the subnet asks; nobody thought of RDP.
  [[90, "deny", "6", "0.0.0.0/0", 22, 22], web, [300, "allow", "6", "0.0.0.0/0", 1024, 65535]],
  [web, [100, "allow", "6", "::/0", 3389, 3389]],
  [
    [100, "allow", "6", "0.0.0.0/1", 22, 22],
    [110, "allow", "6", "128.0.0.0/1", 22, 22],
  ],
  // The deny comes too late.
  [everything, [200, "deny", "6", "0.0.0.0/0", 22, 22], [210, "deny", "6", "0.0.0.0/0", 3389, 3389]],
  // A block list keeps some addresses out and lets all others in.
  [[50, "deny", "-1", "198.51.100.0/24"], everything],
  // IPv6 was forgotten.
  [
    [90, "deny", "6", "0.0.0.0/0", 22, 22],
    [91, "deny", "6", "0.0.0.0/0", 3389, 3389],
    everything,
    [101, "allow", "-1", "::/0"],
  ],
];

const closures: readonly [readonly Rule[], ...(readonly Rule[])[]] = [
  [[90, "deny", "6", "0.0.0.0/0", 22, 22], [91, "deny", "6", "0.0.0.0/0", 3389, 3389], everything],
  [
    [80, "allow", "6", "10.0.0.0/8", 22, 22],
    [90, "deny", "-1", "0.0.0.0/1"],
    [91, "deny", "-1", "128.0.0.0/1"],
    everything,
  ],
  [web, [300, "allow", "6", "0.0.0.0/0", 1024, 3388], [310, "allow", "6", "0.0.0.0/0", 3390, 65535]],
  [web, [100, "allow", "6", "0.0.0.0/1", 22, 22]],
  [web, [100, "allow", "17", "0.0.0.0/0", 22, 22]],
  [[100, "allow", "-1", "10.0.0.0/8"]],
];

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

/** The ACLs of a VPC: its default one and, where that was not thought enough, one that took its subnets over. */
export function makeAcls(
  { world, account, region }: { world: World; account: Account; region: string },
  key: string,
  { vpcId, subnetIds, defaultId }: { vpcId: string; subnetIds: readonly string[]; defaultId: string },
): { acls: NetworkAcl[]; truth: TruthRow[] } {
  const dice = new Dice(`${key}/acl`);
  const open = problem(world, `${key}/acl/open`, 0.6);
  const rules = open ? dice.pick(openings) : dice.pick(closures);
  const customId = `acl-0${dice.hex(16)}`;
  const isDefault = rules.length === 1 && rules[0] === everything;
  const make = (
    NetworkAclId: string,
    IsDefault: boolean,
    written: readonly Rule[],
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
      ...[...written, last, ...(written.some(([, , , cidr]) => cidr.includes(":")) ? [lastOfV6] : [])].map(
        (rule) => entryOf(rule),
      ),
      entryOf(everything, true),
      entryOf(last, true),
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
  return isDefault
    ? { acls: [make(defaultId, true, [everything], subnetIds)], truth: [rowOf(defaultId, judged)] }
    : {
        acls: [make(defaultId, true, [everything], []), make(customId, false, rules, subnetIds)],
        truth: [rowOf(defaultId, "notApplicable"), rowOf(customId, judged)],
      };
}
