import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { coverAll, coverRange, type Family, prefixLength } from "./address-space.ts";
import { isOfFamily, type PrefixLists } from "./open-rules.ts";

type Route = PayloadOf<"ec2.route-table">["routes"][number];

export type InternetRoute =
  | { readonly state: "open"; readonly gatewayId: string; readonly text: string }
  | { readonly state: "closed"; readonly text: string }
  | { readonly state: "unknown"; readonly text: string };

interface Destination {
  readonly cidr: string;
  readonly length: number;
  readonly route: Route;
  /** Null where it does not lead to an internet gateway, or into a black hole. */
  readonly gatewayId: string | null;
}

function gatewayOf({ target, state }: Route): string | null {
  return state === "active" && target?.startsWith("igw-") === true ? target : null;
}

function written({ destination, target, state }: Route): string {
  return `${destination} → ${target ?? "nowhere"}${state === "active" ? "" : ` (${state})`}`;
}

/**
 * Whether routes lead answers to any address through an internet gateway: by a default route, or by several that
 * together hold every address. The longest prefix decides, so that more specific routes to elsewhere can take
 * it all. An egress-only gateway, NAT or a black hole is no way. What AWS lists of its own services is exempt.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html#route-tables-priority
 */
export function internetRoute(
  routes: readonly Route[],
  family: Family,
  prefixLists: PrefixLists,
): InternetRoute {
  const destinations: Destination[] = [];
  let unread: string | null = null;
  for (const route of routes) {
    const gatewayId = gatewayOf(route);
    const list = route.destination.startsWith("pl-") ? prefixLists(route.destination) : null;
    if (list === undefined && gatewayId !== null) unread ??= route.destination;
    const cidrs = list === null ? [route.destination] : list?.ownerId === "AWS" ? [] : (list?.cidrs ?? []);
    for (const cidr of cidrs) {
      const length = prefixLength(cidr, family);
      if (isOfFamily(cidr, family) && length !== null) destinations.push({ cidr, length, route, gatewayId });
    }
  }
  const out = destinations.filter(({ gatewayId }) => gatewayId !== null);
  const elsewhere = destinations.filter(({ gatewayId }) => gatewayId === null);
  if (
    !coverAll(
      out.map(({ cidr }) => cidr),
      family,
    )
  ) {
    if (unread !== null)
      return { state: "unknown", text: `The prefix list ${unread} is not among the facts.` };
    const usual = elsewhere.find(({ length }) => length === 0);
    return {
      state: "closed",
      text: usual === undefined ? `no route for every IPv${family} address` : written(usual.route),
    };
  }
  const way = out.find(({ cidr, length }) => {
    const longer = elsewhere.filter((each) => each.length > length);
    return !coverRange(
      longer.map((each) => each.cidr),
      cidr,
      family,
    );
  });
  if (way === undefined || way.gatewayId === null)
    return { state: "closed", text: "more specific routes lead all of it elsewhere" };
  return { state: "open", gatewayId: way.gatewayId, text: written(way.route) };
}
