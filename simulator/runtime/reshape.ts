import type { OperationSchema } from "../protocols/schema.ts";
import type { FaultEffect } from "./faults.ts";

/** What is done to an answer's lists. */
export type Reshaping = Extract<FaultEffect, { kind: "repeat" | "empty" | "pages" | "hollow" }>["kind"];

export function isReshaping(effect: FaultEffect): effect is FaultEffect & { readonly kind: Reshaping } {
  return ["repeat", "empty", "pages", "hollow"].includes(effect.kind);
}

/** How the services name the token of the next page, in the answer and in the question for it. */
const tokens = [
  { answered: "NextToken", asked: "NextToken" },
  { answered: "nextToken", asked: "nextToken" },
  { answered: "NextMarker", asked: "Marker" },
  { answered: "Marker", asked: "Marker" },
  { answered: "ContinuationToken", asked: "ContinuationToken" },
  { answered: "PaginationToken", asked: "PaginationToken" },
  { answered: "position", asked: "position" },
] as const;
const truncations = ["IsTruncated", "Truncated"];
const anotherPage = "the-first-item-again";

/** Answers a call and makes of its lists what the effect says. */
export async function reshaped(
  effect: Reshaping,
  schema: OperationSchema,
  input: object,
  handle: (input: object) => Promise<object> | object,
): Promise<object> {
  if (effect === "pages") return secondPage(schema, input, handle);
  return mapLists(await handle(input), reshapings[effect]);
}

type Relist = (list: readonly unknown[]) => unknown[];

const reshapings: Readonly<Record<Exclude<Reshaping, "pages">, Relist>> = {
  repeat: (list) => [...list, ...list.slice(0, 1)],
  empty: () => [],
  hollow: ([first, ...others]) =>
    typeof first === "object" && first !== null && !(first instanceof Date)
      ? [{}, ...others]
      : [first, ...others],
};

function mapLists(output: object, relist: Relist): object {
  const entries = Object.entries(output).map(([name, value]) =>
    Array.isArray(value) && value.length > 0 ? [name, relist(value)] : [name, value],
  );
  return Object.fromEntries(entries);
}

async function secondPage(
  schema: OperationSchema,
  input: object,
  handle: (input: object) => Promise<object> | object,
): Promise<object> {
  const members = schema.output.isStructSchema() ? schema.output.getMemberSchemas() : {};
  const token = tokens.find(({ answered }) => answered in members);
  if (token === undefined) return handle(input);
  const asked = Object.entries(input).find(([name]) => name === token.asked)?.[1];
  if (asked === anotherPage) {
    const { [token.asked]: _token, ...rest } = Object.fromEntries(Object.entries(input));
    const again = mapLists(await handle(rest), (list) => list.slice(0, 1));
    return ended(again, token.answered, members, undefined);
  }
  const output = await handle(input);
  const more = Object.entries(output).some(([name, value]) => name === token.answered && Boolean(value));
  return more ? output : ended(output, token.answered, members, anotherPage);
}

function ended(output: object, name: string, members: object, token: string | undefined): object {
  const truncated = truncations.filter((flag) => flag in members).map((flag) => [flag, token !== undefined]);
  return { ...output, [name]: token, ...Object.fromEntries(truncated) };
}
