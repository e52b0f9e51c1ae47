import { writeFile } from "node:fs/promises";
import path from "node:path";
import { collectors, memberCollectors } from "#collectors/registry.ts";
import { collectorPolicy, memberPolicies } from "#collectors/runtime/access-policy.ts";
import { memberRoleTemplate } from "./member-role.ts";

const roleName = "PosternReadOnly";

/** The files that give Postern its access, by name, as the collectors' declarations have them. */
export function accessFiles(): Readonly<Record<string, string>> {
  return {
    "member-role.yaml": memberRoleTemplate(memberPolicies(memberCollectors), roleName),
    "policy.json": `${JSON.stringify(collectorPolicy(collectors.organization, roleName), null, 2)}\n`,
  };
}

if (import.meta.main)
  for (const [name, text] of Object.entries(accessFiles()))
    await writeFile(path.join(import.meta.dirname, name), text);
