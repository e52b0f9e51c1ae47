import type { OrganizationalUnitDto } from "#lib/api/dto/accounts.ts";

export interface PlacedUnit {
  readonly unit: OrganizationalUnitDto;
  readonly depth: number;
}

/** Every unit directly followed by what is below it, siblings by name. */
export function inTreeOrder(units: readonly OrganizationalUnitDto[]): PlacedUnit[] {
  const known = new Set(units.map(({ id }) => id));
  const below = Map.groupBy(units, ({ parentId }) =>
    parentId !== null && known.has(parentId) ? parentId : null,
  );
  const place = (parent: string | null, depth: number): PlacedUnit[] =>
    (below.get(parent) ?? [])
      .toSorted((a, b) => a.name.localeCompare(b.name, "en"))
      .flatMap((unit) => [{ unit, depth }, ...place(unit.id, depth + 1)]);
  return place(null, 0);
}
