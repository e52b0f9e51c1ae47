import { fsbpAToE } from "./fsbp-a-to-e.ts";
import { fsbpFToZ } from "./fsbp-f-to-z.ts";
import { readRequirements } from "./requirement.ts";

/** Security Hub writes the service of one control in another way than that of its neighbours. */
const spellings: Readonly<Record<string, string>> = { Autoscaling: "AutoScaling", Opensearch: "OpenSearch" };

/** AWS Foundational Security Best Practices: the ids of Security Hub's controls, in our words. */
export const fsbpRequirements = readRequirements(`${fsbpAToE.trimEnd()}${fsbpFToZ}`, (id) => {
  const service = id.slice(0, id.indexOf("."));
  return spellings[service] ?? service;
});
