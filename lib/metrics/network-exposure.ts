import { isOwn } from "#lib/controls/network/own-resources.ts";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import { interfaceClass } from "#lib/network/attachment.ts";
import { targetsOf } from "#lib/network/balanced.ts";
import type { AnySource } from "#lib/network/open-rules.ts";
import { portClassesOf, portTexts } from "#lib/network/port-classes.ts";
import { type Exposure, exposureOf, groupSources } from "#lib/network/resource-exposure.ts";
import { attachedResource, type Behind, ownerKinds, ownersOf } from "#lib/network/resource-of.ts";
import { networkKinds, VpcNetworks } from "#lib/network/vpc-network.ts";
import { apartKinds, exposureApart } from "./exposure-apart.ts";
import { asideRow, countedRow, noDetail } from "./exposure-rows.ts";
import type { MeasureInput, Measurement, PathStep } from "./measurement.ts";

/** The collected kinds that network exposure rests on. */
export const exposureKinds: readonly FactKind[] = [
  "ec2.network-interface",
  "ec2.security-group",
  ...networkKinds,
  "elb.load-balancer",
  "elb.target-group",
  ...ownerKinds,
  ...apartKinds,
];

type NetworkInterface = Fact<"ec2.network-interface">;

interface Resource extends Behind {
  readonly faces: NetworkInterface[];
}

const aside = { "load-balancer": "loadBalancer", nat: "nat" } as const;

function asideInterfaces(faces: readonly NetworkInterface[]): Measurement[] {
  return faces.flatMap(({ region, resourceId: subjectId, kind: subjectType, payload }) => {
    const sort = interfaceClass(payload);
    if (sort === "other") return [];
    const { vpcId } = payload;
    return [asideRow({ region, subjectId, subjectType }, "excluded", aside[sort], sort, { vpcId })];
  });
}

function resourcesBehind(input: MeasureInput, faces: readonly NetworkInterface[]): readonly Resource[] {
  const owners = ownersOf(input);
  const found = new Map<string, Resource>();
  for (const face of faces) {
    if (interfaceClass(face.payload) !== "other") continue;
    const behind = attachedResource(face, owners);
    const known = found.get(behind.resourceId);
    if (known === undefined) found.set(behind.resourceId, { ...behind, faces: [face] });
    else known.faces.push(face);
  }
  for (const { faces } of found.values()) faces.sort((a, b) => (a.resourceId < b.resourceId ? -1 : 1));
  return [...found.values()];
}

function pathOf(exposure: Exposure, { resourceId, resourceType }: Resource): PathStep[] {
  const end: PathStep = { step: "resource", id: resourceId, text: resourceType };
  if (exposure.class === "behind-load-balancer") {
    const balancer = { id: exposure.balancer, text: "internet-facing load balancer" };
    return [{ step: "internet", id: "internet", text: "any address" }, { step: "gateway", ...balancer }, end];
  }
  if (!("reach" in exposure)) return [];
  return exposure.class === "reachable" ? [...exposure.reach.path, end] : [...exposure.reach.path];
}

function resourceRow(resource: Resource, exposure: Exposure): Measurement[] {
  const [first] = resource.faces;
  if (first === undefined) return [];
  const { vpcId } = first.payload;
  const { resourceId: subjectId, resourceType: subjectType } = resource;
  const subject = { region: first.region, subjectId, subjectType };
  const path = pathOf(exposure, resource);
  if (exposure.class === "unknown")
    return [asideRow(subject, "unknown", exposure.reason, "unknown", { vpcId })];
  if (!("reach" in exposure)) return [countedRow(subject, exposure.class, 0, { ...noDetail, vpcId, path })];
  const { open, reach } = exposure;
  return [
    countedRow(subject, exposure.class, 1, {
      vpcId,
      portClasses: portClassesOf(open),
      ports: portTexts(open),
      path,
      stopped: reach.stopped,
    }),
  ];
}

/** Tier 1: security groups that let any address in, whether or not anything wears them. */
function openRuleRows(input: MeasureInput, groups: ReadonlyMap<string, AnySource>): Measurement[] {
  return input.all("ec2.security-group").flatMap(({ region, resourceId: subjectId, kind, payload }) => {
    const open = groups.get(payload.id)?.open ?? [];
    if (open.length === 0 || !isOwn(subjectId, input.accountId)) return [];
    return [
      asideRow({ region, subjectId, subjectType: kind }, "excluded", "openRule", "open-rule", {
        vpcId: payload.vpcId,
        portClasses: portClassesOf(open),
        ports: portTexts(open),
      }),
    ];
  });
}

/**
 * Network exposure: how many resources any address may send to, load balancers and NAT apart. A resource counts
 * once, with all its interfaces in use; its value is 1 where a security group on one of them lets any address in
 * (tier 2), its class says whether packets arrive (tier 3). Beside the ratio stand load balancers, NAT, every open
 * rule (tier 1), and what the internet reaches without a security group. Values are 1 or 0.
 */
export function measureNetworkExposure(input: MeasureInput): readonly Measurement[] {
  const networks = new VpcNetworks(input);
  const groups = groupSources(input.all("ec2.security-group"), (id) => networks.prefixList(id));
  const context = { groups, networks, targets: targetsOf(input) };
  const faces = input
    .all("ec2.network-interface")
    .filter(({ resourceId, payload }) => payload.status === "in-use" && isOwn(resourceId, input.accountId));
  return [
    ...asideInterfaces(faces),
    ...resourcesBehind(input, faces).flatMap((resource) =>
      resourceRow(resource, exposureOf(resource.faces, context)),
    ),
    ...openRuleRows(input, groups),
    ...exposureApart(input),
  ];
}
