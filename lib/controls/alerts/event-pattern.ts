import type { Json } from "#lib/inventory/findings.ts";
import { type Matcher, type PatternIssue, valueMatcher } from "./event-pattern-values.ts";

type Fields = Readonly<Record<string, Json>>;

export type EventPattern =
  | { readonly ok: true; matches(event: Json): boolean }
  | { readonly ok: false; readonly reason: string };

function isFields(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** An event's array matches where one of its elements does. */
function ofAny(matcher: Matcher): Matcher {
  return (value) => (isList(value) ? value.some((element) => matcher(element)) : matcher(value));
}

/** The alternatives of one field: any of them is enough. A field that is an object has no value of its own. */
function alternatives(list: readonly Json[]): Matcher | PatternIssue {
  if (list.length === 0) return { issue: "has an empty list of values" };
  const matchers: Matcher[] = [];
  for (const each of list) {
    const matcher = valueMatcher(each);
    if (typeof matcher !== "function") return matcher;
    matchers.push(matcher);
  }
  return (value) => {
    const leaf = isFields(value) ? undefined : value;
    return matchers.some((matcher) => ofAny(matcher)(leaf));
  };
}

function either(list: Json): Matcher | PatternIssue {
  if (!isList(list) || list.length === 0) return { issue: "has an $or that lists no patterns" };
  const matchers: Matcher[] = [];
  for (const each of list) {
    const matcher = isFields(each) ? fields(each) : { issue: "has an $or that lists no patterns" };
    if (typeof matcher !== "function") return matcher;
    matchers.push(matcher);
  }
  return (value) => matchers.some((matcher) => matcher(value));
}

/** All fields of a pattern must match; those it does not name are free. */
function fields(pattern: Fields): Matcher | PatternIssue {
  const entries = Object.entries(pattern);
  if (entries.length === 0) return { issue: "names no field" };
  const matchers: Matcher[] = [];
  for (const [name, wanted] of entries) {
    const matcher =
      name === "$or"
        ? either(wanted)
        : isList(wanted)
          ? alternatives(wanted)
          : isFields(wanted)
            ? fields(wanted)
            : { issue: `gives ${name} neither values nor fields` };
    if (typeof matcher !== "function") return matcher;
    if (name === "$or") matchers.push(matcher);
    else
      matchers.push((value) => {
        const found = isFields(value) ? value[name] : undefined;
        // Nested patterns look into each element of an array of objects; lists of values do so themselves.
        return isFields(wanted) ? ofAny(matcher)(found) : matcher(found);
      });
  }
  return (value) => matchers.every((matcher) => matcher(value));
}

function decode(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/**
 * Reads the event pattern of an EventBridge rule. Never throws: a pattern that does not follow the grammar, or
 * uses a comparison that is not known here, is `{ ok: false, reason }`, for it may match anything.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function parseEventPattern(text: string): EventPattern {
  const pattern = decode(text);
  if (!isFields(pattern)) return { ok: false, reason: "An event pattern is not a JSON object." };
  const matcher = fields(pattern);
  if (typeof matcher !== "function")
    return { ok: false, reason: `An event pattern is not understood: it ${matcher.issue}.` };
  return { ok: true, matches: matcher };
}
