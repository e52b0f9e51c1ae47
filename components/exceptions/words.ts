import type { ExceptionRowDto } from "#lib/api/dto/exceptions.ts";
import type { ExceptionScope } from "#lib/inventory/exceptions.ts";

export const scopeNames: Readonly<Record<ExceptionScope, string>> = {
  organization: "The whole Organization",
  "organizational-unit": "Organizational unit",
  account: "Account",
  resource: "One resource",
  tag: "All with a tag",
};

/** What an exception covers, in words. */
export function coversText({ scope, target, targetName }: ExceptionRowDto): string {
  switch (scope) {
    case "organization":
      return "The whole Organization";
    case "organizational-unit":
      return `Every account of ${targetName ?? target} and below`;
    case "account":
      return targetName === null ? `Account ${target}` : `Account ${targetName} (${target})`;
    case "resource":
      return target;
    case "tag":
      return `Whatever is tagged ${target}`;
  }
}
