import { z } from "zod";
import type { Json } from "#lib/inventory/findings.ts";

/** One operator and key of a Condition block; all of a statement's conditions must hold, any value of one. */
export interface Condition {
  /** As written: `StringEquals`, `ForAnyValue:StringLike`, `BoolIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Principal {
  /** `AWS`, `Service`, `Federated` or `CanonicalUser`; the bare `"*"` reads as `AWS` `*`. */
  readonly type: string;
  readonly value: string;
}

/** A statement with its place in the document. An element that is not written is null. */
export interface Statement {
  readonly index: number;
  readonly sid: string | null;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[] | null;
  readonly notActions: readonly string[] | null;
  readonly resources: readonly string[] | null;
  readonly notResources: readonly string[] | null;
  readonly principals: readonly Principal[] | null;
  readonly notPrincipals: readonly Principal[] | null;
  readonly conditions: readonly Condition[];
}

export type ParsedPolicy =
  | { readonly ok: true; readonly statements: readonly Statement[] }
  | { readonly ok: false; readonly reason: string };

const oneOrMany = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === "string" ? [value] : value));

const principals = z
  .union([z.literal("*"), z.record(z.string(), oneOrMany)])
  .transform((value): Principal[] =>
    value === "*"
      ? [{ type: "AWS", value }]
      : Object.entries(value).flatMap(([type, values]) => values.map((one) => ({ type, value: one }))),
  );

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const conditions = z
  .record(z.string(), z.record(z.string(), z.union([scalar.transform((one) => [one]), z.array(scalar)])))
  .transform((block): Condition[] =>
    Object.entries(block).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
    ),
  );

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(["Allow", "Deny"]),
    Action: oneOrMany.optional(),
    NotAction: oneOrMany.optional(),
    Resource: oneOrMany.optional(),
    NotResource: oneOrMany.optional(),
    Principal: principals.optional(),
    NotPrincipal: principals.optional(),
    Condition: conditions.optional(),
  })
  .refine((s) => (s.Action === undefined) !== (s.NotAction === undefined), "needs one of Action, NotAction")
  .refine((s) => s.Resource === undefined || s.NotResource === undefined, "has Resource and NotResource")
  .refine((s) => s.Principal === undefined || s.NotPrincipal === undefined, "has Principal and NotPrincipal");

const policyDocument = z.strictObject({
  Version: z.enum(["2012-10-17", "2008-10-17"]).optional(),
  Id: z.string().optional(),
  Statement: z.union([z.array(statement), statement.transform((one) => [one])]),
});

function decode(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads a policy document of any kind (identity, trust, bucket, service control).
 *
 * Never throws: what does not follow the grammar is `{ ok: false, reason }`, because a statement that is
 * half understood is worse than one that is not. Element names must be written as AWS writes them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(text: string): ParsedPolicy {
  const raw = decode(text);
  if (raw === undefined) return { ok: false, reason: "The policy document is not valid JSON." };
  const parsed = policyDocument.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue?.path.join(".") || "document";
    return { ok: false, reason: `The policy document does not follow the IAM grammar at ${place}.` };
  }
  const statements = parsed.data.Statement.map(
    (s, index): Statement => ({
      index,
      sid: s.Sid ?? null,
      effect: s.Effect,
      actions: s.Action ?? null,
      notActions: s.NotAction ?? null,
      resources: s.Resource ?? null,
      notResources: s.NotResource ?? null,
      principals: s.Principal ?? null,
      notPrincipals: s.NotPrincipal ?? null,
      conditions: s.Condition ?? [],
    }),
  );
  return { ok: true, statements };
}

function principalJson(list: readonly Principal[]): Json {
  const byType: Record<string, string[]> = {};
  for (const { type, value } of list) byType[type] = [...(byType[type] ?? []), value];
  return byType;
}

/** The statement as a policy document would write it, every element an array: for evidence. */
export function statementJson(s: Statement): Json {
  const condition: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of s.conditions)
    condition[operator] = { ...condition[operator], [key]: values };
  return {
    ...(s.sid === null ? {} : { Sid: s.sid }),
    Effect: s.effect,
    ...(s.principals === null ? {} : { Principal: principalJson(s.principals) }),
    ...(s.notPrincipals === null ? {} : { NotPrincipal: principalJson(s.notPrincipals) }),
    ...(s.actions === null ? {} : { Action: s.actions }),
    ...(s.notActions === null ? {} : { NotAction: s.notActions }),
    ...(s.resources === null ? {} : { Resource: s.resources }),
    ...(s.notResources === null ? {} : { NotResource: s.notResources }),
    ...(s.conditions.length === 0 ? {} : { Condition: condition }),
  };
}
