import { Dice, fraction } from "./dice.ts";
import {
  type Face,
  faceOf,
  type Interfaces,
  makeInterface,
  type NetworkInterface,
  type Purpose,
  pickGroups,
  type Spot,
} from "./interfaces.ts";
import type { GroupModel } from "./security-groups.ts";

const keyOf = ({ world, account, region, vpcId }: Spot, what: string) =>
  `${world.options.seed}/${account.id}/${region}/${vpcId}/${what}`;

/** The interface of an endpoint in a VPC that holds nothing else; nothing can be said against it. */
export function makeEndpointInterface(spot: Spot): Interfaces {
  const dice = new Dice(keyOf(spot, "idle"));
  const made = makeInterface(spot, dice, [], {
    InterfaceType: "vpc_endpoint",
    RequesterManaged: true,
    Description: `VPC Endpoint Interface vpce-0${dice.hex(16)}`,
  });
  return { interfaces: [made], faces: [faceOf(made, [], "endpoint")], truth: [] };
}

/** The group of the databases, which their interfaces wear where everything is as it was meant. */
function databaseGroups(spot: Spot, dice: Dice): readonly GroupModel[] {
  const own = spot.groups.slice(0, -1).filter(({ shape }) => shape.GroupName === "database");
  return own.length > 0 && dice.chance(0.6) ? own : pickGroups(spot, dice, 1, false);
}

/** Interfaces of ECS tasks: they are made before the tasks, which take them one by one. */
function makeTaskInterfaces(spot: Spot, add: Add): void {
  const dice = new Dice(keyOf(spot, "tasks"));
  const count = dice.int(0, 4);
  for (let index = 0; index < count; index++) {
    const ip = dice.chance(0.3) ? `203.0.113.${dice.int(1, 254)}` : undefined;
    add(
      "container",
      {
        RequesterId: "578734482556",
        Description: `arn:aws:ecs:${spot.region}:${spot.account.id}:attachment/${dice.uuid()}`,
        ...(ip && { Association: { PublicIp: ip, IpOwnerId: "amazon" } }),
      },
      pickGroups(spot, dice, 1, dice.chance(0.25)),
    );
  }
}

type Add = (purpose: Purpose, more: NetworkInterface, groups: readonly GroupModel[], owner?: string) => void;

/** Interfaces that belong to something else than an instance, each kind as AWS labels it. */
export function makeServiceInterfaces(spot: Spot, natGatewayId: string | undefined): Interfaces {
  const dice = new Dice(keyOf(spot, "eni"));
  const interfaces: NetworkInterface[] = [];
  const faces: Face[] = [];
  const draw = (more: NetworkInterface, groups: readonly GroupModel[], from: Dice) => {
    const made = makeInterface(spot, from, groups, { RequesterManaged: true, ...more });
    interfaces.push(made);
    return made;
  };
  const add: Add = (purpose, more, groups, owner) =>
    void faces.push(faceOf(draw(more, groups, dice), groups, purpose, owner));
  const outer = () => pickGroups(spot, dice, 1, true);
  const inner = () => pickGroups(spot, dice, 1, false);
  const elb = { RequesterId: "amazon-elb" };
  if (natGatewayId)
    add(
      "nat",
      { InterfaceType: "nat_gateway", Description: `Interface for NAT Gateway ${natGatewayId}` },
      [],
    );
  if (dice.chance(0.5)) {
    const Description = `ELB app/storefront-${spot.vpcId.slice(-4)}/${dice.hex(16)}`;
    add("balancer", { ...elb, Description }, outer());
    add("balancer", { ...elb, Description }, outer());
  }
  if (dice.chance(0.3)) {
    const Description = `ELB net/ingress-${spot.vpcId.slice(-4)}/${dice.hex(16)}`;
    add("balancer", { InterfaceType: "network_load_balancer", Description }, outer());
  }
  if (dice.chance(0.2))
    add("balancer", { ...elb, Description: `ELB legacy-portal-${spot.vpcId.slice(-4)}` }, outer());
  if (dice.chance(0.6)) {
    const RequesterId = `AROA${dice.letters(17)}:order-events`;
    const Description = `AWS Lambda VPC ENI-order-events-${dice.uuid()}`;
    add("function", { InterfaceType: "lambda", RequesterId, Description }, inner(), "order-events");
  }
  if (dice.chance(0.6)) {
    const groups = databaseGroups(spot, new Dice(keyOf(spot, "database")));
    add("database", { RequesterId: "amazon-rds", Description: "RDSNetworkInterface" }, groups);
  }
  if (dice.chance(0.4))
    draw({ Status: "available", Description: "left over", RequesterManaged: false }, inner(), dice);
  if (fraction(keyOf(spot, "warehouse")) < 0.3) {
    const groups = databaseGroups(spot, new Dice(keyOf(spot, "warehouse/groups")));
    add("warehouse", { RequesterId: "amazon-redshift", Description: "RedshiftNetworkInterface" }, groups);
  }
  makeTaskInterfaces(spot, add);
  return { interfaces, faces, truth: [] };
}
