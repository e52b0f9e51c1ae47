import type { Control } from "#lib/controls/define.ts";
import type { FindingDraft } from "#lib/inventory/findings.ts";

export interface FilledRemediation {
  readonly summary: string;
  readonly cli: string;
  readonly terraform: string;
  /** A policy document; null where the fix is none. */
  readonly policy: string | null;
  readonly verify: string;
}

/** As one word of a POSIX shell, whatever it holds. */
export function shellWord(value: string): string {
  // NUL cannot stand in an argument, and no AWS name holds one.
  const text = value.replaceAll("\u0000", "");
  return /^[A-Za-z0-9_:/=.,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * As the inside of a quoted HCL string, its `${` and `%{` templates included.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function hclText(value: string): string {
  return value
    .replaceAll(/[\\"]/g, "\\$&")
    .replaceAll(/[$%](?=\{)/g, "$&$&")
    .replaceAll(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** As the inside of a JSON string. */
function jsonText(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

type Values = Readonly<Record<string, string>>;

function fill(template: string, values: Values, quote: (value: string) => string): string {
  return template.replaceAll(/\$\{([a-zA-Z]+)\}/g, (whole, key: string) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    return value === undefined ? whole : quote(value);
  });
}

/** The last part of a resource id: `…:user/team/alice` → `alice`, `…:role/deploy#inline` → `inline`. */
export function nameOf(resourceId: string): string {
  return /[^/:#]*$/.exec(resourceId)?.[0] ?? resourceId;
}

/**
 * A control's remediation with the finding's values in place. Names come from the accounts under judgement
 * and may be hostile: in `cli` and `verify` each value is one shell word, in `terraform` it is escaped for
 * the quoted string it stands in, as it is in `policy`. The result is text to show, never to run unread.
 */
export function remediationFor(
  control: Pick<Control, "remediation">,
  finding: Pick<FindingDraft, "accountId" | "region" | "resourceId" | "evidence">,
): FilledRemediation {
  const values: Values = {
    ...finding.evidence.values,
    account: finding.accountId,
    region: finding.region,
    resource: finding.resourceId,
    name: nameOf(finding.resourceId),
  };
  const { summary, cli, terraform, policy, verify } = control.remediation;
  return {
    summary: fill(summary, values, (value) => value),
    cli: fill(cli, values, shellWord),
    terraform: fill(terraform, values, hclText),
    policy: policy === undefined ? null : fill(policy, values, jsonText),
    verify: fill(verify, values, shellWord),
  };
}
