/**
 * What stands in a remediation for a finding's values until `remediationFor` fills them in. Constants, so
 * that a misspelt one does not compile. In `cli` and `verify` they stand outside quotes, in `terraform`
 * inside a double-quoted string, in `policy` inside a JSON string: the renderer quotes for those places. One
 * of a control's own is listed in its `fills`.
 */
export function placeholder(key: string): string {
  return `\${${key}}`;
}

export const account = placeholder("account");
export const region = placeholder("region");
export const resource = placeholder("resource");
/** The last part of the resource id. */
export const name = placeholder("name");

export function lines(...parts: string[]): string {
  return parts.join("\n");
}
