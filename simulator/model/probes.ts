/**
 * Packets that stand for all others: what a group or an ACL lets through overlaps with what another does exactly
 * where both let one of these through. TCP unless told.
 */
const toV4 = ["22", "80", "443", "2000", "3389", "3500", "5439", "8080", "udp 22"] as const;
const toV6 = ["v6 22", "v6 443", "v6 3389", "v6 8080"] as const;

export type Probe = (typeof toV4)[number] | (typeof toV6)[number];

export const everyV4: readonly Probe[] = toV4;
export const everyV6: readonly Probe[] = toV6;

export function familyOf(probe: Probe): 4 | 6 {
  return probe.startsWith("v6") ? 6 : 4;
}

/** All of IPv4 but for some. */
export function v4But(...without: readonly Probe[]): readonly Probe[] {
  return everyV4.filter((probe) => !without.includes(probe));
}
