import { covers } from "./pattern.ts";

/** `covers` for names without wildcards, many times as fast: a policy can hold thousands of patterns. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  if (pattern.includes("?")) {
    const shortest = pattern.replaceAll("*", "").length;
    return (name) => name.length >= shortest && covers(pattern, name);
  }
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return (name) => name === pattern;
  const ends = first.length + last.length;
  return (name) => {
    if (name.length < ends || !name.startsWith(first) || !name.endsWith(last)) return false;
    let from = first.length;
    const until = name.length - last.length;
    for (const piece of rest) {
      const at = name.indexOf(piece, from);
      if (at < 0 || at + piece.length > until) return false;
      from = at + piece.length;
    }
    return true;
  };
}

/** The letters a text holds, a bit for each: what a pattern holds and a name does not, it cannot match. */
export function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // `*` and `?` are no letters; what is neither is told apart well enough by its last five bits.
    if (code !== 42 && code !== 63) letters |= 1 << (code & 31);
  }
  return letters;
}
