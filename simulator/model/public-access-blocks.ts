import type { VpcBlockPublicAccessExclusion, VpcBlockPublicAccessOptions } from "@aws-sdk/client-ec2";
import { instant } from "./calendar.ts";
import { Dice } from "./dice.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { rowsIn } from "./rows.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks for vpc-bpa (once a Region, `region/<region>`; passes unless off).

/** What is left out of a VPC's block: all of it, one public subnet, or nothing that lets anybody in. */
type Exclusion = "nothing" | "vpc" | "subnet" | "outward" | "disabled";

export interface PublicAccessBlock {
  readonly options: VpcBlockPublicAccessOptions;
  readonly exclusions: readonly VpcBlockPublicAccessExclusion[];
  /** Whether the internet is kept out of a subnet of the account's. */
  keepsOut(vpcId: string, subnetId: string): boolean;
  readonly truth: TruthRow;
}

const exclusionKinds = ["nothing", "vpc", "vpc", "subnet", "outward", "disabled"] as const;

interface Place {
  readonly account: Account;
  readonly region: string;
}

interface Planned {
  readonly exclusion: Exclusion;
  readonly vpcId: string;
  readonly subnetId: string;
}

function shapeOf(
  { account, region }: Place,
  { exclusion, vpcId, subnetId }: Planned,
): VpcBlockPublicAccessExclusion {
  const what = exclusion === "subnet" ? `subnet/${subnetId}` : `vpc/${vpcId}`;
  return {
    ExclusionId: `vpcbpa-exclude-0${new Dice(`${vpcId}/exclusion`).hex(16)}`,
    InternetGatewayExclusionMode: exclusion === "outward" ? "allow-egress" : "allow-bidirectional",
    ResourceArn: `arn:aws:ec2:${region}:${account.id}:${what}`,
    State: exclusion === "disabled" ? "disable-complete" : "create-complete",
    CreationTimestamp: instant(account.joined, 900),
    Tags: [],
  };
}

/** VPC Block Public Access in one Region of an account, with what is left out of it. */
export function publicAccessBlockOf(world: World, account: Account, region: string): PublicAccessBlock {
  const at = `${account.id}/${region}`;
  const { seed } = world.options;
  const off = problem(world, `${at}/vpc-bpa`, 0.7);
  const mode = new Dice(`${seed}/${at}/vpc-bpa`).pick(["block-bidirectional", "block-ingress"] as const);
  const planned = networkOf(world, account, region)
    .vpcs.filter(({ OwnerId }) => OwnerId === account.id)
    .map(({ VpcId: vpcId = "" }): Planned => {
      const exclusion = new Dice(`${seed}/${at}/${vpcId}/exclusion`).pick(exclusionKinds);
      const first = networkOf(world, account, region).subnets.find((subnet) => subnet.VpcId === vpcId);
      return { exclusion, vpcId, subnetId: first?.SubnetId ?? "" };
    });
  const excluded = new Set(
    planned.flatMap(({ exclusion, vpcId, subnetId }) =>
      exclusion === "vpc" ? [vpcId] : exclusion === "subnet" ? [subnetId] : [],
    ),
  );
  return {
    options: {
      AwsAccountId: account.id,
      AwsRegion: region,
      State: "default-state",
      InternetGatewayBlockMode: off ? "off" : mode,
      ExclusionsAllowed: "allowed",
      ManagedBy: "account",
    },
    exclusions: planned
      .filter(({ exclusion }) => exclusion !== "nothing")
      .map((each) => shapeOf({ account, region }, each)),
    keepsOut: (vpcId, subnetId) => !off && !excluded.has(vpcId) && !excluded.has(subnetId),
    truth: rowsIn(account, region)("vpc-bpa", `region/${region}`, off ? "fail" : "pass"),
  };
}
