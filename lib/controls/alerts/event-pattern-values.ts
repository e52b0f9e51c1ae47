import ipaddr from "ipaddr.js";
import type { Json } from "#lib/inventory/findings.ts";

/** Whether a value of an event matches; undefined where the event lacks the field. */
export type Matcher = (value: Json | undefined) => boolean;

export interface PatternIssue {
  readonly issue: string;
}

type Text = (value: string) => boolean;

function isStrings(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function textMatcher(test: Text): Matcher {
  return (value) => typeof value === "string" && test(value);
}

/** `*` is any run of characters, `\*` the character itself. */
function wildcard(pattern: string): Text {
  const parts = pattern.split(/(\\[*\\]|\*+)/).map((part) => {
    if (/^\*+$/.test(part)) return "[\\s\\S]*";
    const literal = /^\\[*\\]$/.test(part) ? part.slice(1) : part;
    return literal.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  });
  const expression = new RegExp(`^${parts.join("")}$`);
  return (value) => expression.test(value);
}

const ignoreCase =
  (wanted: string): Text =>
  (value) =>
    value.toLowerCase() === wanted.toLowerCase();

/** Comparisons of text that take one text, and inside `anything-but` a list as well. */
const comparisons: Readonly<Record<string, (wanted: string) => Text>> = {
  prefix: (wanted) => (value) => value.startsWith(wanted),
  suffix: (wanted) => (value) => value.endsWith(wanted),
  "equals-ignore-case": ignoreCase,
  wildcard,
};
const folded: Readonly<Record<string, (wanted: string) => Text>> = {
  prefix: (wanted) => (value) => value.toLowerCase().startsWith(wanted.toLowerCase()),
  suffix: (wanted) => (value) => value.toLowerCase().endsWith(wanted.toLowerCase()),
};

function onlyEntry(value: Json): readonly [string, Json] | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  return entries.length === 1 ? (entries[0] ?? null) : null;
}

/** A comparison of text by its name and what it is given; null where there is none such. */
function textOf(name: string, wanted: Json): Text | null {
  if (typeof wanted === "string") return comparisons[name]?.(wanted) ?? null;
  const inner = onlyEntry(wanted);
  if (inner === null || inner[0] !== "equals-ignore-case" || typeof inner[1] !== "string") return null;
  return folded[name]?.(inner[1]) ?? null;
}

const orders: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

function numeric(list: Json): Matcher | null {
  if (!Array.isArray(list) || list.length === 0 || list.length % 2 !== 0) return null;
  const bounds: ((value: number) => boolean)[] = [];
  for (let index = 0; index < list.length; index += 2) {
    const order = orders[String(list[index])];
    const bound: unknown = list[index + 1];
    if (order === undefined || typeof bound !== "number") return null;
    bounds.push((value) => order(value, bound));
  }
  return (value) => typeof value === "number" && bounds.every((within) => within(value));
}

function cidr(range: Json): Matcher | null {
  if (typeof range !== "string" || !ipaddr.isValidCIDR(range)) return null;
  const [network, length] = ipaddr.parseCIDR(range);
  return textMatcher((value) => {
    if (!ipaddr.isValid(value)) return false;
    const address = ipaddr.parse(value);
    return address.kind() === network.kind() && address.match(network, length);
  });
}

/** True of any value but those given; a field that is lacking has no value. */
function anythingBut(wanted: Json): Matcher | null {
  const inner = onlyEntry(wanted);
  if (inner !== null) {
    const [name, given] = inner;
    const tests = (isStrings(given) ? given : [given]).map((each) => textOf(name, each));
    const known = tests.filter((test) => test !== null);
    if (known.length !== tests.length || known.length === 0) return null;
    return textMatcher((value) => !known.some((test) => test(value)));
  }
  if (typeof wanted === "object" && !Array.isArray(wanted)) return null;
  const excluded: readonly Json[] = Array.isArray(wanted) ? wanted : [wanted];
  return (value) => value !== undefined && !excluded.includes(value);
}

function exists(wanted: Json): Matcher | null {
  if (typeof wanted !== "boolean") return null;
  return (value) => (value !== undefined) === wanted;
}

function comparisonOf(name: string, wanted: Json): Matcher | null {
  if (name === "anything-but") return anythingBut(wanted);
  if (name === "exists") return exists(wanted);
  if (name === "numeric") return numeric(wanted);
  if (name === "cidr") return cidr(wanted);
  const test = textOf(name, wanted);
  return test === null ? null : textMatcher(test);
}

/** One alternative of a field: a value as it is, or a comparison. */
export function valueMatcher(alternative: Json): Matcher | PatternIssue {
  const comparison = onlyEntry(alternative);
  if (comparison !== null)
    return comparisonOf(...comparison) ?? { issue: `compares by ${comparison[0]} in a way not known here` };
  if (typeof alternative === "object" && alternative !== null)
    return { issue: "has a list or several comparisons where a value belongs" };
  return (value) => value === alternative;
}
