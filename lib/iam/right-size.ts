import type { PayloadOf } from "#lib/inventory/kinds.ts";
import type { ActionSet } from "./action-set.ts";
import { type ActionTable, privilegedLevels } from "./actions.ts";
import { policyGrants } from "./grants.ts";
import { type Kept, keptOf, type Uses, usesIn } from "./kept-actions.ts";
import { coversAction } from "./pattern.ts";
import { parsePolicy, type Statement } from "./policy.ts";
import { documentsOf, mostCharacters, type PolicyJson, sizeOf } from "./policy-parts.ts";

/** A policy that allows or denies a principal something. */
export interface IdentityPolicy {
  readonly name: string;
  /** The group it comes through; null for the principal's own. */
  readonly group: string | null;
  readonly statements: readonly Statement[];
}

export interface RightSizeInput {
  /** All that are attached to the principal and its groups or stand in them; its boundary is none of them. */
  readonly policies: readonly IdentityPolicy[];
  readonly services: PayloadOf<"iam.last-accessed">["services"];
  readonly table: ActionTable;
  /** Whether a day (`2026-03-01`) is within the window. */
  readonly isRecent: (day: string) => boolean;
  readonly windowDays: number;
}

export interface RightSized {
  /** In place of all its policies together; none where nothing is left, several where one would be too large. */
  readonly documents: readonly PolicyJson[];
  /** Actions that it is granted now and is not by the documents: those that write or manage permissions first. */
  readonly removed: readonly string[];
  readonly removedPrivileged: number;
  /** Where the documents differ from what one policy of the principal's own could say. */
  readonly notes: readonly string[];
  /** What the use that was seen does not tell. */
  readonly blindSpots: readonly string[];
}

const sids = {
  used: "Used",
  notTracked: "KeptUseNotTracked",
  passRole: "KeptPassRole",
} as const satisfies Record<keyof Kept, string>;
const reasons = ["used", "notTracked", "passRole"] as const;

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Each pattern once, without those that another of them covers. */
function tidy(patterns: readonly string[]): string[] {
  const distinct = [...new Set(patterns)].sort(byText);
  const wide = distinct.filter((pattern) => pattern.includes("*"));
  return distinct.filter((each) => !wide.some((other) => other !== each && coversAction(other, each)));
}

/** Statements with the same reason, resources and conditions are one; nothing else is put together. */
function allowed(policies: readonly IdentityPolicy[], uses: Uses, table: ActionTable): readonly Statement[] {
  const merged = new Map<string, Statement>();
  for (const statement of policies.flatMap(({ statements }) => statements)) {
    if (statement.effect === "Deny") continue;
    const kept = keptOf(statement, uses, table);
    for (const reason of reasons) {
      if (kept[reason].length === 0) continue;
      const { resources, notResources, conditions } = statement;
      const key = JSON.stringify([reason, resources, notResources, conditions]);
      const actions = tidy([...(merged.get(key)?.actions ?? []), ...kept[reason]]);
      merged.set(key, { ...statement, sid: sids[reason], actions, notActions: null });
    }
  }
  const inOrder = [...merged.values()];
  return reasons.flatMap((reason) => inOrder.filter(({ sid }) => sid === sids[reason]));
}

function denied(policies: readonly IdentityPolicy[]): readonly Statement[] {
  const whole = new Map<string, Statement>();
  for (const statement of policies.flatMap(({ statements }) => statements)) {
    if (statement.effect !== "Deny") continue;
    const { sid, index, ...meaning } = statement;
    whole.set(JSON.stringify(meaning), { ...statement, sid: sid || "KeptDeny", index });
  }
  return [...whole.values()];
}

function granted(statements: readonly Statement[], table: ActionTable): ActionSet {
  const grants = policyGrants(statements, table);
  return grants.some.difference(grants.denied);
}

/** `a, b, c and 4 more`. */
function listed(names: readonly string[], most = 5): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(", ")} and ${more} more` : names.join(", ");
}

function notesOf(input: RightSizeInput, documents: readonly PolicyJson[], uses: Uses): string[] {
  const groups = [...new Set(input.policies.flatMap(({ group }) => group ?? []))].sort(byText);
  const ofGroups = input.policies.filter(({ group }) => group !== null).map(({ name }) => name);
  const notes: string[] = [];
  if (groups.length > 0)
    notes.push(
      `${listed([...new Set(ofGroups)].sort(byText))} reach it through ${listed(groups)}: take the principal out of the group, or leave what other members need.`,
    );
  if (uses.usedServices.size === 0)
    notes.push(`It used nothing within ${input.windowDays} days: ask whether it is needed at all.`);
  if (documents.length > 1)
    notes.push(
      `It takes ${documents.length} policies, since a managed policy holds ${mostCharacters} characters at most.`,
    );
  if (documents.some((document) => sizeOf(document) > mostCharacters))
    notes.push(
      `One statement alone is longer than ${mostCharacters} characters: shorten its resources by hand.`,
    );
  return notes;
}

function blindSpotsOf(input: RightSizeInput, before: ActionSet, uses: Uses): string[] {
  const { table, windowDays } = input;
  const services = new Set(table.names(before).map((name) => name.split(":")[0] ?? ""));
  const unreported = [...services].filter((service) => !uses.reported.has(service));
  const unseen = before.intersection(uses.notTracked).size;
  return [
    `Of ${unseen} actions in services that it used, data actions among them, AWS tracks no use: they are kept as granted.`,
    ...(before.intersects(uses.passRole)
      ? ["AWS does not track the use of iam:PassRole: it is kept as granted."]
      : []),
    ...(unreported.length === 0
      ? []
      : [
          `The report does not list ${unreported.length} of the services it is granted, which are dropped: ${listed(unreported)}.`,
        ]),
    "Denied attempts count as use: what is kept may never have worked.",
    "What resource policies grant it is neither counted nor changed.",
    "Use shows in the report after about four hours.",
    `Tasks that come less often than every ${windowDays} days, such as once a year, look unused.`,
  ];
}

/**
 * What a principal's policies would say if they allowed no more than it used within the window, on the resources and
 * under the conditions that they allow it now; every Deny stays. What nobody can see the use of stays as granted in
 * the services that it used, under Sids that say so. A boundary and service control policies go on limiting it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
 */
export function rightSizedPolicy(input: RightSizeInput): RightSized {
  const { policies, services, table, isRecent } = input;
  const uses = usesIn(services, isRecent, table);
  const before = granted(
    policies.flatMap(({ statements }) => statements),
    table,
  );
  const documents = documentsOf([...allowed(policies, uses, table), ...denied(policies)]);
  const after = granted(documents.flatMap(statementsOf), table);
  const removed = before.difference(after);
  const privileged = removed.intersection(table.atLevels(privilegedLevels));
  return {
    documents,
    removed: [...table.names(privileged), ...table.names(removed.difference(privileged))],
    removedPrivileged: privileged.size,
    notes: notesOf(input, documents, uses),
    blindSpots: blindSpotsOf(input, before, uses),
  };
}

function statementsOf(document: PolicyJson): readonly Statement[] {
  const parsed = parsePolicy(JSON.stringify(document));
  if (!parsed.ok) throw new TypeError(`A right-sized policy does not parse: ${parsed.reason}`);
  return parsed.statements;
}
