import { holdsPort, type PortRange } from "./open-rules.ts";

/** What is administered through them: SSH, RDP, and databases (Redshift among them). All TCP. */
const adminPorts = [22, 3389, 5439, 1433, 1521, 3306, 5432, 6379, 8182, 9042, 9200, 11211, 27017];
const webPorts = [80, 443];

export type PortClass = "admin" | "web" | "other" | "all";
const inOrder: readonly PortClass[] = ["admin", "web", "other", "all"];

function isEverything({ protocol, from, to }: PortRange): boolean {
  return protocol === "-1" || (protocol === "tcp" && from <= 1 && to === 65535);
}

function classesOf(range: PortRange): readonly PortClass[] {
  if (isEverything(range)) return ["all"];
  const known = (ports: readonly number[]) => ports.filter((port) => holdsPort(range, "tcp", port)).length;
  const admin = known(adminPorts);
  const web = known(webPorts);
  const more = range.protocol !== "tcp" || range.to - range.from + 1 > admin + web;
  return [
    ...(admin > 0 ? (["admin"] as const) : []),
    ...(web > 0 ? (["web"] as const) : []),
    ...(more ? (["other"] as const) : []),
  ];
}

/** Classes of ports, each once and in order; a range that holds every TCP port is `all`, and that alone. */
export function portClassesOf(ranges: readonly PortRange[]): PortClass[] {
  const found = new Set(ranges.flatMap(classesOf));
  return inOrder.filter((each) => found.has(each));
}

function readAs({ protocol, from, to }: PortRange): string {
  if (protocol === "-1") return "all";
  const named = /^\d+$/.test(protocol) ? `protocol ${protocol}` : protocol;
  if (protocol !== "tcp" && protocol !== "udp") return named;
  return from === to ? `${named} ${from}` : `${named} ${from}-${to}`;
}

/** Ports as they are read, each once: `tcp 22`, `udp 1000-2000`, `icmp`, `protocol 50`, `all`. */
export function portTexts(ranges: readonly PortRange[]): string[] {
  const sorted = [...ranges].sort((a, b) => a.from - b.from || a.to - b.to);
  return [...new Set(sorted.map(readAs))];
}
