import { createHash } from "node:crypto";
import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import type { SecretLintRuleContext, SecretLintSourceCode } from "@secretlint/types";
import type { SecretSighting } from "#lib/inventory/secret.ts";
import { isReference, isSecretName } from "#lib/inventory/secret-names.ts";

/** What is longer is searched in its beginning only, and says so by a sighting of type `not-scanned`. */
export const scannedBytes = 256 * 1024;

interface Hit {
  readonly type: string;
  readonly start: number;
  readonly text: string;
}

const prefix = "@secretlint/secretlint-rule-";

// Left out: what lets a comment in the scanned text switch the scan off.
const scanners = rules.filter((rule) => rule.meta.id !== `${prefix}filter-comments`);
const options: Readonly<Record<string, object>> = { [`${prefix}aws`]: { enableIDScanRule: true } };
const types: Readonly<Record<string, string>> = { privatekey: "private-key", basicauth: "basic-auth" };

/** Our word for what a rule found; undefined for what is no secret. */
function typeOf(ruleId: string, messageId: string, text: string): string | undefined {
  const rule = ruleId.replace(prefix, "");
  if (rule !== "aws") return types[rule] ?? rule;
  if (messageId === "AWSSecretAccessKey") return "aws-secret-key";
  // Ids of roles, users and accounts have the same shape, and are no secrets.
  if (/^(AKIA|A3T)/.test(text)) return "aws-access-key";
  return text.startsWith("ASIA") ? "aws-session-key" : undefined;
}

function sourceOf(content: string): SecretLintSourceCode {
  const start = { line: 1, column: 0 };
  return {
    content,
    hasBOM: false,
    filePath: "text.txt",
    physicalFilePath: undefined,
    contentType: "text",
    ext: ".txt",
    getFilePath: () => "text.txt",
    getPhysicalFilePath: () => undefined,
    // Only rules that are left out ask for positions.
    locationToRange: () => [0, 0],
    rangeToLocation: () => ({ start, end: start }),
    positionToIndex: () => 0,
    indexToPosition: () => start,
  };
}

/** The longest of what a rule quotes of the text: its range may also cover what stands before the secret. */
function secretIn(data: unknown, content: string, start: number): string | undefined {
  const values: unknown[] = typeof data === "object" && data !== null ? Object.values(data) : [];
  return values
    .filter((value) => typeof value === "string" && value !== "" && content.includes(value, start))
    .map(String)
    .sort((a, b) => b.length - a.length)[0];
}

/**
 * secretlint's rules, run without its core: that keeps a performance entry of every rule and scan for ever,
 * which a worker cannot afford, and makes messages that quote what was found.
 */
async function scan(content: string): Promise<Hit[]> {
  const hits: Hit[] = [];
  const source = sourceOf(content);
  for (const rule of scanners) {
    const context: SecretLintRuleContext = {
      sharedOptions: {},
      createTranslator: () => (messageId, data) => ({ message: "", messageId: String(messageId), data }),
      ignore: () => {},
      report({ range: [start, end], message }) {
        const text = secretIn(message.data, content, start) ?? content.slice(start, end);
        const type = typeOf(rule.meta.id, message.messageId, text);
        if (type !== undefined) hits.push({ type, start, text });
      },
    };
    try {
      await rule.create(context, options[rule.meta.id] ?? {}).file?.(source);
    } catch {
      // The rule's own error may quote the text.
      throw new Error(`The secret rule ${rule.meta.id} failed.`);
    }
  }
  return hits.filter(({ text }) => !/\$\{|\{\{|\$\(/.test(text));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Says that a text was not searched, or not all of it: whether it holds a secret is unknown. */
export function notScanned(place: string, text: string): SecretSighting {
  return { type: "not-scanned", place, sha256: sha256(text) };
}

function ordered(sightings: readonly SecretSighting[]): SecretSighting[] {
  const byKey = new Map(sightings.map((each) => [`${each.place} ${each.type} ${each.sha256}`, each]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

const assignment = /^[ \t]*(?:export[ \t]+|set[ \t]+|ENV[ \t]+)?([A-Za-z_]\w*)=(.*)$/gm;

/** Assignments of literals to names that say secret, in a script. */
function namedSecrets(text: string): Hit[] {
  return [...text.matchAll(assignment)].flatMap((match) => {
    const [, name = "", right = ""] = match;
    const value = /^(["'])(.*?)\1/.exec(right)?.[2] ?? right.split(/[\s;#]/)[0] ?? "";
    if (!isSecretName(name) || isReference(value)) return [];
    return [{ type: "named-like-a-secret", start: match.index, text: value }];
  });
}

/**
 * Secrets in a text, such as a script: what kind each is, its line (`UserData line 12`) and its SHA-256.
 * Never what was found itself.
 */
export async function findSecrets(place: string, text: string): Promise<SecretSighting[]> {
  const searched = text.slice(0, scannedBytes);
  const lineOf = (index: number) => searched.slice(0, index).split("\n").length;
  const found = (await scan(searched)).map((hit) => ({ ...hit, line: lineOf(hit.start) }));
  const named = namedSecrets(searched)
    .map((hit) => ({ ...hit, line: lineOf(hit.start) }))
    .filter(({ line }) => !found.some((hit) => hit.line === line));
  const sightings = [...found, ...named].map(({ type, line, text: secret }) => ({
    type,
    place: `${place} line ${line}`,
    sha256: sha256(secret),
  }));
  return ordered(text.length > scannedBytes ? [...sightings, notScanned(place, text)] : sightings);
}

// No pattern of secretlint reaches across it, so that every match lies in one variable.
const between = "\n\u0000\n";

/**
 * Secrets among environment variables, at `<place>.<name>`: by the shape of a value, or because a name says
 * that it is one and the value is no reference to where the secret is kept.
 */
export async function findSecretsInVariables(
  place: string,
  variables: Readonly<Record<string, string>>,
): Promise<SecretSighting[]> {
  const sightings: SecretSighting[] = [];
  const begins: { readonly at: number; readonly name: string }[] = [];
  let text = "";
  for (const [name, value] of Object.entries(variables)) {
    const line = `${name}=${value}${between}`;
    if (text.length + line.length > scannedBytes) {
      sightings.push(notScanned(`${place}.${name}`, value));
      continue;
    }
    begins.push({ at: text.length, name });
    text += line;
  }
  const shaped = new Set<string>();
  for (const hit of text === "" ? [] : await scan(text)) {
    const name = begins.findLast(({ at }) => at <= hit.start)?.name ?? "";
    shaped.add(name);
    sightings.push({ type: hit.type, place: `${place}.${name}`, sha256: sha256(hit.text) });
  }
  for (const { name } of begins) {
    const value = variables[name] ?? "";
    if (shaped.has(name) || !isSecretName(name) || isReference(value)) continue;
    sightings.push({ type: "named-like-a-secret", place: `${place}.${name}`, sha256: sha256(value) });
  }
  return ordered(sightings);
}
