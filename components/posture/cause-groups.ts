import type { CauseDto } from "#lib/api/dto/common.ts";

export interface CauseGroup<C extends CauseDto> {
  readonly key: string;
  readonly causes: readonly [C, ...C[]];
  readonly where: string;
}

/** One entry for a thing that went wrong alike in many places. */
export function groupCauses<C extends CauseDto>(causes: readonly C[]): CauseGroup<C>[] {
  const groups = Map.groupBy(causes, ({ kind, state, action, message }) =>
    // An action says enough; without one the message is the cause.
    [kind, state, action ?? message].join("|"),
  );
  return [...groups].flatMap(([key, [first, ...rest]]) =>
    first === undefined ? [] : [{ key, causes: [first, ...rest], where: regionsText([first, ...rest]) }],
  );
}

function regionsText(causes: readonly CauseDto[]): string {
  const regions = [...new Set(causes.map(({ region }) => region))].filter(
    (region) => region !== "" && region !== "global",
  );
  if (regions.length === 0) return "";
  return regions.length <= 2 ? `in ${regions.join(" and ")}` : `in ${regions.length} Regions`;
}
