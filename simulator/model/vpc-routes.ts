import type { Route } from "@aws-sdk/client-ec2";
import { Dice } from "./dice.ts";
import type { Admission } from "./network-acls.ts";

/** Whether a subnet's routes lead answers to the internet, by family. */
export interface Leads {
  readonly 4: boolean;
  readonly 6: boolean;
}

/** How the internet gets to a subnet, as it was meant. */
export interface Way {
  readonly ownerId: string;
  readonly vpcId: string;
  readonly leads: Leads;
  readonly admission: Admission;
}

interface Plan {
  readonly dual: boolean;
  /** How public subnets are led to the internet; "lost" leads to a gateway that is no more. */
  readonly out: "usual" | "halves" | "list" | "lost";
  readonly out6: "gateway" | "egress-only";
}

export function planOf(key: string): Plan {
  const dice = new Dice(`${key}/ways`);
  return {
    dual: dice.chance(0.6),
    out: dice.pick(["usual", "usual", "usual", "usual", "halves", "list", "lost"] as const),
    out6: dice.pick(["gateway", "gateway", "egress-only"] as const),
  };
}

interface Targets {
  readonly gatewayId: string;
  readonly natGatewayId: string | undefined;
  readonly egressId: string;
  /** A prefix list that holds every IPv4 address. */
  readonly everywhere: string;
}

const made = { Origin: "CreateRoute", State: "active" } as const;

function publicRoutes({ out }: Plan, { gatewayId: GatewayId, everywhere }: Targets): Route[] {
  switch (out) {
    case "usual":
      return [{ ...made, DestinationCidrBlock: "0.0.0.0/0", GatewayId }];
    case "halves":
      return ["0.0.0.0/1", "128.0.0.0/1"].map((DestinationCidrBlock) => ({
        ...made,
        DestinationCidrBlock,
        GatewayId,
      }));
    case "list":
      return [{ ...made, DestinationPrefixListId: everywhere, GatewayId }];
    case "lost":
      return [
        {
          ...made,
          State: "blackhole",
          DestinationCidrBlock: "0.0.0.0/0",
          GatewayId: `igw-0${new Dice(`${GatewayId}/before`).hex(16)}`,
        },
      ];
  }
}

/** The routes of a VPC's public subnets and of its main table, beside the local ones. */
export function routesOf(plan: Plan, targets: Targets) {
  const { gatewayId: GatewayId, natGatewayId: NatGatewayId, egressId } = targets;
  const inside = NatGatewayId !== undefined;
  const sixth = (open: boolean): Route[] =>
    plan.dual
      ? [
          {
            ...made,
            DestinationIpv6CidrBlock: "::/0",
            ...(open ? { GatewayId } : { EgressOnlyInternetGatewayId: egressId }),
          },
        ]
      : [];
  const outward6 = plan.out6 === "gateway";
  const toAll = { ...made, DestinationCidrBlock: "0.0.0.0/0" };
  return {
    public: {
      routes: [...publicRoutes(plan, targets), ...sixth(outward6)],
      leads: { 4: plan.out !== "lost", 6: plan.dual && outward6 },
    },
    // Without NAT everything leaves by the internet gateway.
    main: {
      routes: [inside ? { ...toAll, NatGatewayId } : { ...toAll, GatewayId }, ...sixth(!inside && outward6)],
      leads: { 4: !inside, 6: plan.dual && !inside && outward6 },
    },
  };
}
