import type { PolicyDocument, PolicyStatement } from "#collectors/runtime/access-policy.ts";

/** The first lines of every template: what it is, and that nobody should edit it by hand. */
export function head(description: string): string {
  return `# Generated from the operations that the collectors declare: node deploy/generate.ts
AWSTemplateFormatVersion: "2010-09-09"
Description: ${description}
`;
}

/** Text moved to the right, empty lines left empty. */
export function indent(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(spaces));
}

/** A policy document as YAML, from the first column on. */
export function policyYaml({ Version, Statement }: PolicyDocument): string {
  return `Version: "${Version}"\nStatement:\n${Statement.map(statementYaml).join("")}`;
}

/** A `Resource` with `${…}` in it is one for CloudFormation to fill in. */
function statementYaml({ Sid, Effect, Action, Resource }: PolicyStatement): string {
  const actions = [Action].flat().map((action) => `      - ${action}\n`);
  const arn = (resource: string) => (resource.includes("${") ? `!Sub ${resource}` : `"${resource}"`);
  const resources =
    typeof Resource === "string"
      ? ` ${arn(Resource)}\n`
      : `\n${Resource.map((resource) => `      - ${arn(resource)}\n`).join("")}`;
  return `  - Sid: ${Sid}\n    Effect: ${Effect}\n    Resource:${resources}    Action:\n${actions.join("")}`;
}
