import { isWholeService } from "./breadth.ts";
import { demands, operatorOf } from "./condition.ts";
import { isEveryAction, isEveryResource } from "./pattern.ts";
import type { Condition, Statement } from "./policy.ts";
import { namesEverybody } from "./public-access.ts";

/**
 * Keys that tell whose principal calls or whose resource is called. Where the request comes from tells nothing
 * here: through an endpoint it always comes from the endpoint's network.
 */
const telling = /^(aws:(principal|resource)(?!type$)|aws:user(id|name)$|s3:resourceaccount$)/i;

const service = "aws:principalisawsservice";

function isFixed(value: string): boolean {
  return !/^[*?]*$/.test(value);
}

/** Whether an Allow's condition leaves it to some principals or resources, or to AWS's own services. */
function narrows(condition: Condition): boolean {
  if (!telling.test(condition.key)) return false;
  const accept = condition.key.toLowerCase() === service ? (value: string) => value === "true" : isFixed;
  return demands([condition], condition.key, accept);
}

/** Whether a Deny's condition spares some principals or resources and nobody else. */
function spares({ operator, key, values }: Condition): boolean {
  const { name, quantifier } = operatorOf(operator);
  if (!telling.test(key) || values.length === 0 || quantifier === "ForAnyValue") return false;
  if (key.toLowerCase() === service) return name === "bool" && values.every((value) => value === "false");
  return /^(string|arn)not/.test(name) && values.every(isFixed);
}

/** Buckets and their objects stand without a type, where any word is a bucket's name. */
const everyBucket = /^arn:[^:]*:s3:\**:\**:\*(\/\*)?$/;
const everyOther = /^arn:[^:]*:(?!s3:)[^:]+:[^:]*:\**:(?:[a-z-]+[:/])?\*(?:\/\*)?$/;

/** `*`, or everything of a service in every account: `arn:aws:s3:::*`, `arn:aws:dynamodb:*:*:table/*`. */
function isWholeServiceResource(pattern: string): boolean {
  return isEveryResource(pattern) || everyBucket.test(pattern) || everyOther.test(pattern);
}

function reachesAll({ actions, notActions, resources, notResources }: Statement): boolean {
  const everyAction = actions?.some(isWholeService) ?? !(notActions ?? []).some(isEveryAction);
  const everyResource =
    resources?.some(isWholeServiceResource) ?? !(notResources ?? []).some(isEveryResource);
  return everyAction && everyResource;
}

/**
 * The statements of a VPC endpoint's policy that allow everything to everybody: every action of the service (or
 * all but some) on every resource (or all but some), for every principal, whatever the account, unless a Deny
 * of the policy takes it back from all but named principals or resources, as a data perimeter does.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function allowAllStatements(statements: readonly Statement[]): readonly Statement[] {
  const wide = statements.filter((statement) => namesEverybody(statement) && reachesAll(statement));
  const takenBack = wide.some(({ effect, conditions }) => effect === "Deny" && conditions.every(spares));
  if (takenBack) return [];
  return wide.filter(({ effect, conditions }) => effect === "Allow" && !conditions.some(narrows));
}
