import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { collectors, memberCollectors } from "#collectors/registry.ts";
import {
  collectorPolicy,
  drainPolicy,
  managedMemberPolicies,
  memberPolicies,
  type PolicyDocument,
} from "#collectors/runtime/access-policy.ts";
import { drainOperations } from "#collectors/services/threat-queue/drain-queue.ts";
import { collectorRoleTemplate } from "./collector-role.ts";
import { managementTemplate } from "./management.ts";
import { memberRoleTemplate } from "./member-role.ts";
import securityAudit from "./security-audit.json" with { type: "json" };
import { threatsTemplate } from "./threats.ts";

const roleName = "PosternReadOnly";

/** Where the Terraform modules find the generated policies. */
export const terraformPolicies = "terraform/policies";

/** A placeholder for CloudFormation or Terraform to fill in. */
const fill = (name: string) => `\${${name}}`;

const member = (partition: string) => memberPolicies(memberCollectors, partition);
const managed = (partition: string) =>
  managedMemberPolicies(memberCollectors, securityAudit.actions, partition);
const collector = collectorPolicy(collectors.organization, roleName);

/** Policies as the Terraform modules read them, without the file name's end. */
const forTerraform: Readonly<Record<string, PolicyDocument>> = {
  ...Object.fromEntries(member(fill("partition")).map((policy, index) => [`member-${index + 1}`, policy])),
  ...Object.fromEntries(managed(fill("partition")).map((policy, index) => [`managed-${index + 1}`, policy])),
  collector: collectorPolicy(collectors.organization, fill("role_name"), fill("partition")),
};

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The files that give Postern its access, by name, as the collectors' declarations have them. */
export function accessFiles(): Readonly<Record<string, string>> {
  const partition = fill("AWS::Partition");
  const inAccounts = member(partition);
  const ofCloudFormation = collectorPolicy(collectors.organization, fill("RoleName"), partition);
  const drain = drainPolicy(drainOperations, fill("ThreatQueueArn"));
  return {
    "member-role.yaml": memberRoleTemplate(inAccounts, roleName, { managed: false }),
    "member-role-managed.yaml": memberRoleTemplate(managed(partition), roleName, { managed: true }),
    "management.yaml": managementTemplate(inAccounts, roleName),
    "collector-role.yaml": collectorRoleTemplate({ collector: ofCloudFormation, drain }, roleName),
    "threats.yaml": threatsTemplate(),
    "policy.json": json(collector),
    ...Object.fromEntries(
      Object.entries(forTerraform).map(([name, policy]) => [
        `${terraformPolicies}/${name}.json`,
        json(policy),
      ]),
    ),
  };
}

async function generate(): Promise<void> {
  const files = accessFiles();
  const policies = path.join(import.meta.dirname, terraformPolicies);
  await mkdir(policies, { recursive: true });
  for (const name of await readdir(policies))
    if (!(`${terraformPolicies}/${name}` in files)) await rm(path.join(policies, name));
  for (const [name, text] of Object.entries(files))
    await writeFile(path.join(import.meta.dirname, name), text);
}

if (import.meta.main) await generate();
