import { z } from "zod";
import { dayOf, daysAfter } from "#lib/api/input-fields.ts";

/** What the browser tests' organization is grown from. */
export const organization = { seed: "e2e", accounts: 9, regions: 2 } as const;

/** The day of the first collection; the second is of today. */
export function earlierDay(): string {
  return daysAfter(dayOf(new Date()), -30);
}

export type Day = "today" | "earlier";

const truthRow = z.object({
  account: z.string(),
  region: z.string(),
  control: z.string(),
  resource: z.string(),
  verdict: z.enum(["pass", "fail", "notApplicable", "unknown"]),
});
const disagreementRow = truthRow.extend({ detectorControl: z.string() });
const accountRow = z.object({ id: z.string(), name: z.string(), state: z.string(), parentId: z.string() });
const measureRow = z.object({
  account: z.string(),
  metric: z.string(),
  resource: z.string(),
  standing: z.enum(["counted", "excluded", "unknown"]),
  reason: z.string().nullable(),
  class: z.string(),
  value: z.number().nullable(),
});
const threatRow = z.object({
  account: z.string(),
  id: z.string(),
  severity: z.number(),
  type: z.string(),
  sample: z.boolean(),
  began: z.string(),
  created: z.string(),
});

function address(path: string, day: Day = "today"): string {
  const base = process.env[day === "today" ? "POSTERN_SIMULATOR_URL" : "POSTERN_EARLIER_SIMULATOR_URL"];
  if (base === undefined) throw new Error("global-setup.ts did not start a simulator.");
  return `${base}/_simulator/${path}`;
}

/** What every control must say about every resource, by the model's intent. */
export async function truth(day?: Day): Promise<z.infer<typeof truthRow>[]> {
  return z.array(truthRow).parse(await (await fetch(address("truth", day))).json());
}

/** What every workload, principal and resource was made to contribute to the metrics. */
export async function measures(day?: Day): Promise<z.infer<typeof measureRow>[]> {
  return z.array(measureRow).parse(await (await fetch(address("measures", day))).json());
}

/** The verdicts that Security Hub is made to contradict. */
export async function disagreements(): Promise<z.infer<typeof disagreementRow>[]> {
  return z.array(disagreementRow).parse(await (await fetch(address("disagreements"))).json());
}

/** The threats that GuardDuty lists on a day. */
export async function threats(day?: Day): Promise<z.infer<typeof threatRow>[]> {
  return z.array(threatRow).parse(await (await fetch(address("threats", day))).json());
}

export async function activeAccounts(day?: Day): Promise<z.infer<typeof accountRow>[]> {
  const all = z.array(accountRow).parse(await (await fetch(address("accounts", day))).json());
  return all.filter(({ state }) => state === "ACTIVE");
}

export async function setFaults(rules: readonly object[]): Promise<void> {
  const response = await fetch(address("faults"), { method: "PUT", body: JSON.stringify(rules) });
  if (!response.ok) throw new Error(`The simulator refused the faults: ${await response.text()}`);
}
