import { operatorOf } from "./condition.ts";
import type { Condition } from "./policy.ts";

/** One account, written out, or the one that owns the resource. */
function isAccount(value: string): boolean {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: AWS writes its policy variables so.
  return /^\d{12}$/.test(value) || value === "${aws:ResourceAccount}";
}

function isOrganization(value: string): boolean {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: AWS writes its policy variables so.
  return /^o-[a-z0-9]{10,32}$/.test(value) || value === "${aws:ResourceOrgID}";
}

/** `o-…/r-…/ou-…/*`: within one organization, however deep. */
function isOrganizationPath(value: string): boolean {
  return /^o-[a-z0-9]{10,32}\//.test(value);
}

/** The ARN of something in one account, or of one bucket, whose ARN names no account. */
function isOwnedArn(value: string): boolean {
  const [, , service, , account = "", ...rest] = value.split(":");
  if (isAccount(account)) return true;
  const [bucket = ""] = rest.join(":").split("/");
  return service === "s3" && /^\*?$/.test(account) && /^[a-z0-9.-]+$/.test(bucket);
}

const network = (prefix: string) => (value: string) => new RegExp(`^${prefix}-[0-9a-f]+$`).test(value);

/** A user, a role's sessions by the role's id, or an account's root. */
function isUserId(value: string): boolean {
  return /^(A[A-Z]{3}[A-Z0-9]{12,}(:.*)?|\d{12})$/.test(value);
}

/** Keys whose values name somebody; strangers can give none of these a value of ours. */
const naming: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ["aws:principalaccount", isAccount],
  ["aws:sourceaccount", isAccount],
  ["aws:sourceowner", isAccount],
  ["aws:vpceaccount", isAccount],
  ["kms:calleraccount", isAccount],
  ["s3:dataaccesspointaccount", isAccount],
  ["aws:principalorgid", isOrganization],
  ["aws:sourceorgid", isOrganization],
  ["aws:vpceorgid", isOrganization],
  ["aws:principalorgpaths", isOrganizationPath],
  ["aws:sourceorgpaths", isOrganizationPath],
  ["aws:vpceorgpaths", isOrganizationPath],
  ["aws:principalarn", isOwnedArn],
  ["aws:sourcearn", isOwnedArn],
  ["aws:sourcevpcarn", isOwnedArn],
  ["s3:dataaccesspointarn", isOwnedArn],
  ["aws:sourcevpc", network("vpc")],
  ["aws:sourcevpce", network("vpce")],
  ["aws:userid", isUserId],
]);

/**
 * Whether a range of addresses is somebody's and not the internet: at most a /8 of IPv4 or a /32 of IPv6, as
 * S3 draws the line, or a private range.
 */
function isNarrowRange(cidr: string): boolean {
  const [address = "", written] = cidr.split("/");
  const length = written === undefined ? Number.POSITIVE_INFINITY : Number(written);
  if (Number.isNaN(length)) return false;
  if (address.includes(":")) return length >= 32 || /^f[cd]/i.test(address);
  return length >= 8;
}

const positive: ReadonlySet<string> = new Set([
  "stringequals",
  "stringequalsignorecase",
  "stringlike",
  "arnequals",
  "arnlike",
]);
const negative: ReadonlySet<string> = new Set([
  "stringnotequals",
  "stringnotequalsignorecase",
  "stringnotlike",
  "arnnotequals",
  "arnnotlike",
]);

/**
 * Whether a condition leaves an Allow, or what a Deny spares, to somebody known: an account, an organization,
 * a network, addresses. Only fixed values do: a wildcard in their place, or `…IfExists` where a request lacks
 * the key, lets strangers through. A Deny spares whom it does not match, so it takes the negated operators.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isConfining({ operator, key, values }: Condition, effect: "Allow" | "Deny"): boolean {
  const { name, quantifier, ifExists } = operatorOf(operator);
  const wanted = key.toLowerCase();
  if (values.length === 0) return false;
  if (effect === "Allow" && (ifExists || quantifier === "ForAllValues")) return false;
  if (effect === "Deny" && quantifier === "ForAnyValue") return false;
  if (wanted === "aws:sourceip")
    return name === (effect === "Allow" ? "ipaddress" : "notipaddress") && values.every(isNarrowRange);
  if (wanted === "aws:principalisawsservice")
    return effect === "Deny" && name === "bool" && values.every((value) => value.toLowerCase() === "false");
  const accept = naming.get(wanted);
  const operators = effect === "Allow" ? positive : negative;
  return accept !== undefined && operators.has(name) && values.every(accept);
}
