import { z } from "zod";
import { BadFilter } from "./filters.ts";

/** An instant in the past that a reader asked for, and how they wrote it. */
export interface AsOf {
  readonly text: string;
  readonly at: Date;
}

const dayMs = 86_400_000;
const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });

/**
 * Reads a day (what was known at its end, UTC) or an ISO instant out of a search parameter; null where it is absent.
 *
 * @throws BadFilter naming the parameter where it is neither, or in the future.
 */
export function parseMoment(field: string, text: string, now: Date): AsOf | null {
  if (text === "") return null;
  const isDay = day.safeParse(text).success;
  const start = isDay || instant.safeParse(text).success ? Date.parse(text) : Number.NaN;
  // Nothing of AWS is older than that, and Postgres has no year 0.
  if (!(start >= 0))
    throw new BadFilter(
      field,
      "must be a day, such as 2026-10-01, or an instant, such as 2026-10-01T06:00:00Z",
    );
  if (start > now.getTime()) throw new BadFilter(field, "must not be in the future");
  const end = isDay ? Math.min(start + dayMs - 1, now.getTime()) : start;
  return { text, at: new Date(end) };
}

/** The moment that the search parameter `asOf` asks for; null, the present, where it is absent. @throws BadFilter */
export function parseAsOf(parameters: URLSearchParams, now = new Date()): AsOf | null {
  return parseMoment("asOf", parameters.get("asOf") ?? "", now);
}

/** An address of ours that shows the same moment; one that names a moment of its own keeps it. */
export function withAsOf(href: string, asOf: string | null): string {
  if (asOf === null) return href;
  const [, path = "", query = "", anchor = ""] = /^([^?#]*)\??([^#]*)(.*)$/.exec(href) ?? [];
  const parameters = new URLSearchParams(query);
  if (parameters.has("asOf")) return href;
  parameters.set("asOf", asOf);
  return `${path}?${parameters}${anchor}`;
}
