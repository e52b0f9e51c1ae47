/** Pretty-printed JSON, line by line, each with the path of what stands on it. */
export interface JsonLine {
  readonly text: string;
  readonly path: string;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A policy is kept as the text AWS gave; a reader wants to see its statements. */
function embedded(value: string): unknown {
  if (!value.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

export function jsonLines(value: unknown): JsonLine[] {
  return print(value, "", 0, "", "");
}

function print(value: unknown, path: string, depth: number, before: string, after: string): JsonLine[] {
  const indent = "  ".repeat(depth);
  if (typeof value === "string") {
    const document = embedded(value);
    if (isRecord(document)) return print(document, path, depth, before, after);
  }
  const children = childrenOf(value, path);
  if (children === undefined)
    return [{ text: `${indent}${before}${JSON.stringify(value) ?? "null"}${after}`, path }];
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (children.length === 0) return [{ text: `${indent}${before}${open}${close}${after}`, path }];
  return [
    { text: `${indent}${before}${open}`, path },
    ...children.flatMap(({ key, path: own, value: child }, index) =>
      print(child, own, depth + 1, key, index < children.length - 1 ? "," : ""),
    ),
    { text: `${indent}${close}${after}`, path },
  ];
}

function childrenOf(value: unknown, path: string) {
  if (Array.isArray(value))
    return value.map((child: unknown, index) => ({ key: "", path: `${path}[${index}]`, value: child }));
  if (!isRecord(value)) return undefined;
  return Object.entries(value).map(([key, child]) => ({
    key: `${JSON.stringify(key)}: `,
    path: path === "" ? key : `${path}.${key}`,
    value: child,
  }));
}

/** `iam.policy document Statement[0]` → `document.Statement[0]`; null where the place is of another kind. */
export function pathIn(kind: string, place: string): string | null {
  const [of, ...steps] = place.split(" ");
  return of === kind && steps.length > 0 ? steps.join(".") : null;
}

/** The lines of the things at these paths, whole. A document with one statement may hold it without a list. */
export function linesAt(lines: readonly JsonLine[], paths: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const path of paths) {
    const there = lines.some((line) => line.path === path);
    const wanted = there ? path : path.replace(/\[0\]$/, "");
    lines.forEach((line, index) => {
      const rest = line.path.startsWith(wanted) ? line.path.slice(wanted.length) : undefined;
      if (rest !== undefined && (rest === "" || rest.startsWith(".") || rest.startsWith("[")))
        found.add(index);
    });
  }
  return found;
}
