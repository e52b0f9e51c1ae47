import { z } from "zod";
import { MalformedAnswer } from "#collectors/runtime/decode.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

/** One group of the answer: each comes as a JSON document in a string, with a `COUNT(*)` that is not kept. */
const group = z.object({ accountId: z.string(), awsRegion: z.string(), resourceType: z.string() });

/**
 * The groups of every account and Region together, sorted by account and Region.
 *
 * @throws Malformed where a group is not JSON or lacks a field.
 */
export function decodeInventory(rows: readonly string[]): PayloadOf<"config.inventory">[] {
  const places = new Map<string, { accountId: string; region: string; resourceTypes: Set<string> }>();
  for (const row of rows) {
    const { accountId, awsRegion, resourceType } = decodeGroup(row);
    const key = `${accountId}/${awsRegion}`;
    const place = places.get(key) ?? { accountId, region: awsRegion, resourceTypes: new Set<string>() };
    place.resourceTypes.add(resourceType);
    places.set(key, place);
  }
  return [...places.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, place]) => ({ ...place, resourceTypes: [...place.resourceTypes].sort() }));
}

function decodeGroup(row: string) {
  const field = "SelectAggregateResourceConfig Results[]";
  let value: unknown;
  try {
    value = JSON.parse(row);
  } catch {
    throw new MalformedAnswer(field, "is not JSON");
  }
  const parsed = group.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new MalformedAnswer(`${field}.${parsed.error.issues[0]?.path.join(".") ?? ""}`);
}
