import type { World } from "./world.ts";

/** Remembers what was generated for the places visited last; a world forgets with itself. */
export function remembered<V>(
  make: (world: World, place: string) => V,
  capacity = 256,
): (world: World, place: string) => V {
  const worlds = new WeakMap<World, Map<string, V>>();
  return (world, place) => {
    const entries = worlds.get(world) ?? new Map<string, V>();
    worlds.set(world, entries);
    const value = entries.get(place) ?? make(world, place);
    entries.delete(place);
    entries.set(place, value);
    if (entries.size > capacity) {
      const oldest = entries.keys().next().value;
      if (oldest !== undefined) entries.delete(oldest);
    }
    return value;
  };
}
