import ipaddr from "ipaddr.js";

export type Family = 4 | 6;
const bits = { 4: 32, 6: 128 } as const;
const whole = { 4: "0.0.0.0/0", 6: "::/0" } as const;

/** The prefix length of a CIDR, null where there is none that fits the family. */
export function prefixLength(cidr: string, family: Family): number | null {
  const written = /\/(\d{1,3})$/.exec(cidr)?.[1];
  const length = Number(written);
  return written === undefined || length > bits[family] ? null : length;
}

/** First and last address; null when the text is not a CIDR of the family. */
function interval(cidr: string, family: Family): { first: bigint; last: bigint } | null {
  if (!ipaddr.isValidCIDR(cidr)) return null;
  const [address, length] = ipaddr.parseCIDR(cidr);
  if (address.kind() !== `ipv${family}`) return null;
  const value = address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const host = (1n << BigInt(bits[family] - length)) - 1n;
  return { first: value & ~host, last: value | host };
}

/** The part of the address space that a CIDR holds; 0 for what is none of the family. */
function share(cidr: string, family: Family): number {
  return 2 ** -(prefixLength(cidr, family) ?? Infinity);
}

/** Whether the CIDRs together hold every address of another. What is not a CIDR of the family holds nothing. */
export function coverRange(cidrs: readonly string[], range: string, family: Family): boolean {
  // Most lists cannot reach that far, and adding up prefix lengths is far cheaper than addresses.
  const reach = cidrs.reduce((sum, cidr) => sum + share(cidr, family), 0);
  if (reach < share(range, family)) return false;
  if (range === whole[family] && cidrs.includes(range)) return true;
  const wanted = interval(range, family);
  if (wanted === null) return false;
  const intervals = cidrs
    .map((cidr) => interval(cidr, family))
    .filter((one) => one !== null)
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  let next = wanted.first;
  for (const { first, last } of intervals) {
    if (first > next) return false;
    if (last >= next) next = last + 1n;
    if (next > wanted.last) return true;
  }
  return false;
}

/**
 * Whether the CIDRs together hold every address of the family: `0.0.0.0/0`, or `0.0.0.0/1` and
 * `128.0.0.0/1`. What is not a CIDR of the family adds nothing.
 */
export function coverAll(cidrs: readonly string[], family: Family): boolean {
  return coverRange(cidrs, whole[family], family);
}
