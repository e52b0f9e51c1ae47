import { covers, isEveryAction, isEveryResource } from "#lib/iam/pattern.ts";
import type { Statement } from "#lib/iam/policy.ts";
import type { Evidence } from "#lib/inventory/findings.ts";
import type { Fact } from "#lib/inventory/kinds.ts";
import { type Slices, Undecidable } from "../define.ts";
import { statementFragment, statementsOf } from "../documents.ts";
import { inlinePoliciesOf } from "../identity/inline-policies.ts";

type Facts = Slices<"iam.role" | "iam.policy">;

export interface Administration {
  /** Name of the policy that gives it. */
  readonly policy: string;
  readonly statement: Evidence["fragments"][number];
}

function isAdministrators(statement: Statement): boolean {
  const { effect, actions, notActions, resources, notResources, conditions } = statement;
  if (effect !== "Allow" || conditions.length > 0) return false;
  const everywhere = resources ?? (notResources?.some(isEveryResource) === false ? ["*"] : []);
  if (!everywhere.some(isEveryResource)) return false;
  if (actions === null) return !(notActions ?? []).some(isEveryAction);
  return actions.some((action) => covers(action.toLowerCase(), "iam:*"));
}

function managed(facts: Facts, arn: string): Fact<"iam.policy"> {
  const policy = facts.one("iam.policy", arn);
  if (policy === undefined) throw new Undecidable("A policy of a role is not among the facts.", "iam.policy");
  return policy;
}

function wideStatement(facts: Facts, policy: Fact<"iam.policy">): Statement | undefined {
  return statementsOf(facts, policy.payload.document, "iam.policy").find(isAdministrators);
}

/**
 * What makes a role an administrator's: a statement without conditions that allows, on every resource or all
 * but some, everything, all but what `NotAction` names, or everything in IAM. Null where there is none or a permissions
 * boundary allows less. Denies and service control policies are not looked at: they do not make a role narrow.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function administration(facts: Facts, roleArn: string): Administration | null {
  const role = facts.one("iam.role", roleArn)?.payload;
  if (role === undefined) throw new Undecidable("A workload's role is not among the facts.", "iam.role");
  let undecided: Undecidable | null = null;
  const attached = role.attachedPolicyArns.map((arn) => () => managed(facts, arn));
  const inline = inlinePoliciesOf(facts, roleArn).map((policy) => () => policy);
  for (const read of [...attached, ...inline])
    try {
      const policy = read();
      const statement = wideStatement(facts, policy);
      if (statement === undefined) continue;
      if (role.boundaryArn !== null && !isWideBoundary(facts, role.boundaryArn)) return null;
      return {
        policy: policy.payload.name,
        statement: statementFragment(statement, `iam.policy ${policy.payload.name} document`),
      };
    } catch (error) {
      // Another policy may still decide; only when none does is the role undecidable.
      if (!(error instanceof Undecidable)) throw error;
      undecided ??= error;
    }
  if (undecided !== null) throw undecided;
  return null;
}

function isWideBoundary(facts: Facts, arn: string): boolean {
  return wideStatement(facts, managed(facts, arn)) !== undefined;
}
