import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { type MeasuredMetric, measuredMetrics } from "#lib/metrics/measurement.ts";
import { createPool } from "#lib/store/pool.ts";
import { type Expected, expected } from "./metrics-truth.ts";
import { activeAccounts, earlierDay, measures } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

const earlier = earlierDay();
const names = {
  "detection-time": "Mean time to detect",
  "permission-utilization": "Unused permissions",
  "identity-coverage": "Workload identity coverage",
  "network-exposure": "Network exposure",
} as const satisfies Record<MeasuredMetric, string>;

async function pageShows(page: Page, metric: MeasuredMetric, { value, n, unknown, leftOut }: Expected) {
  await expect(page.getByTestId("value")).toHaveText(value);
  const fact = (name: string) =>
    page
      .locator("dl")
      .first()
      .locator("dt", { hasText: new RegExp(`^${name}$`) })
      .locator("+ dd");
  await expect(fact("Counted")).toHaveText(new RegExp(`^${n} `));
  await expect(fact("Unknown")).toHaveText(unknown);
  // Whether Security Hub repeats a threat is no property of the threat.
  if (metric !== "detection-time") await expect(fact("Left out")).toHaveText(leftOut);
}

test("the overview leads with the four metrics as they truly are, now and then", async ({ page }) => {
  for (const day of ["today", "earlier"] as const) {
    await page.goto(day === "today" ? "/" : `/?asOf=${earlier}`);
    for (const metric of measuredMetrics) {
      const { value, n } = await expected(metric, day);
      const card = page.getByRole("region", { name: names[metric], exact: true });
      await expect(card.getByText(value, { exact: true })).toBeVisible();
      await expect(card.getByText(new RegExp(`^n = ${n} ·`))).toBeVisible();
    }
  }
});

for (const metric of measuredMetrics) {
  test(`${metric} is what the organization truly holds, in a unit and an account as well`, async ({
    page,
  }) => {
    const accounts = await activeAccounts();
    const account = accounts.find(({ parentId }) => parentId.startsWith("ou-"));
    const [unit, id] = [account?.parentId ?? "", account?.id ?? ""];
    await page.goto(`/metrics/${metric}`);
    await pageShows(page, metric, await expected(metric));
    await page.goto(`/metrics/${metric}?unit=${unit}`);
    await pageShows(page, metric, await expected(metric, "today", ({ parentId }) => parentId === unit));
    await page
      .getByRole("region", { name: "By account" })
      .getByRole("link", { name: account?.name ?? "" })
      .click();
    await expect(page).toHaveURL(`/metrics/${metric}?account=${id}`);
    await pageShows(page, metric, await expected(metric, "today", (each) => each.id === id));
    await page.getByRole("navigation", { name: "Scope" }).getByRole("link", { name: "Organization" }).click();
    await expect(page).toHaveURL(`/metrics/${metric}`);
    await pageShows(page, metric, await expected(metric));
  });

  test(`${metric} of an earlier day is what was true then`, async ({ page }) => {
    const then = await expected(metric, "earlier");
    expect(then).not.toEqual(await expected(metric));
    await page.goto(`/metrics/${metric}?asOf=${earlier}`);
    await pageShows(page, metric, then);
  });
}

/** The one thing that a page lists whose id is searched for. */
async function only(page: Page, metric: MeasuredMetric, id: string) {
  await page.goto(`/metrics/${metric}?${new URLSearchParams({ search: id })}`);
  const things = page
    .locator("#things")
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { level: 3 }) });
  await expect(things).toHaveCount(1);
  return things.first();
}

async function madeThing(metric: MeasuredMetric, name: string): Promise<string> {
  const found = (await measures()).find((row) => row.metric === metric && row.class === name);
  if (found === undefined) throw new Error(`Nothing of ${metric} was made ${name}.`);
  return found.resource;
}

test("the path to a reachable resource leads all the way, and the path to another ends at what stops it", async ({
  page,
}) => {
  const reachable = await only(page, "network-exposure", await madeThing("network-exposure", "reachable"));
  await expect(reachable.getByText("Reachable", { exact: true })).toBeVisible();
  const steps = reachable.getByRole("list", { name: "Path from the internet" }).getByRole("listitem");
  await expect(steps.first()).toContainText("Internet");
  await expect(steps.last()).toContainText("Resource");
  const stopped = await only(page, "network-exposure", await madeThing("network-exposure", "attached"));
  await expect(
    stopped.getByRole("list", { name: "Path from the internet" }).getByRole("listitem").last(),
  ).toContainText("ends here");
});

test("a part of an id finds the thing", async ({ page }) => {
  const id = await madeThing("identity-coverage", "static-key");
  await page.goto("/metrics/identity-coverage");
  const search = page.getByRole("searchbox", { name: "Search ids" });
  await search.fill(id);
  await search.press("Enter");
  await expect(page).toHaveURL(/search=/);
  await expect(page.locator("#things").getByRole("heading", { level: 3 })).toHaveCount(1);
});

test("a workload with a static key says where the key stands", async ({ page }) => {
  const thing = await only(page, "identity-coverage", await madeThing("identity-coverage", "static-key"));
  await expect(thing).toContainText("A static access key stands in");
});

test("a threat leads to its finding", async ({ page }) => {
  await page.goto("/metrics/detection-time?standing=counted");
  const first = page.locator("#things").getByRole("heading", { level: 3 }).first().getByRole("link");
  const [, type = ""] = ((await first.textContent()) ?? "").split(": ");
  await first.click();
  await expect(page).toHaveURL(/\/findings\//);
  await expect(page.locator("main")).toContainText(type);
});

test("what is left out is listed by its reason", async ({ page }) => {
  const young = (await measures()).filter(
    (row) => row.metric === "permission-utilization" && row.reason === "young",
  );
  await page.goto("/metrics/permission-utilization");
  await page.getByRole("link", { name: `${young.length} younger than 90 days` }).click();
  await expect(page).toHaveURL(/standing=excluded&reason=young/);
  const listed = page.locator("#things").getByRole("heading", { level: 3 });
  await expect(listed).toHaveCount(young.length);
  await page.reload();
  await expect(listed).toHaveCount(young.length);
});

const policy = z.object({
  Statement: z.array(
    z.object({ Sid: z.string(), Effect: z.string(), Action: z.array(z.string()).optional() }),
  ),
});
const report = z.object({
  services: z.array(
    z.object({
      namespace: z.string(),
      actions: z.array(z.object({ name: z.string(), lastOn: z.string().nullable() })).nullable(),
    }),
  ),
});

/** The actions that IAM's report, as it was read, says were used within 90 days. */
async function usedActions(arn: string): Promise<ReadonlySet<string>> {
  const pool = createPool(process.env["POSTERN_DATABASE_URL"] ?? "", 1);
  try {
    const { rows } = await pool.query<{ payload: unknown }>(
      "select payload from fact where kind = 'iam.last-accessed' and resource_id = $1 and valid_to = 'infinity'",
      [arn],
    );
    const since = Date.now() - 91 * 86_400_000;
    return new Set(
      report
        .parse(rows[0]?.payload)
        .services.flatMap(({ namespace, actions }) =>
          (actions ?? []).flatMap(({ name, lastOn }) =>
            lastOn !== null && Date.parse(lastOn) >= since ? [`${namespace}:${name}`.toLowerCase()] : [],
          ),
        ),
    );
  } finally {
    await pool.end();
  }
}

test("the right-sized policy is downloaded and allows nothing unused without saying why", async ({
  page,
}) => {
  const partly = (await measures()).find(
    ({ metric, standing, value }) =>
      metric === "permission-utilization" &&
      standing === "counted" &&
      value !== null &&
      value > 0.3 &&
      value < 0.9,
  );
  const arn = partly?.resource ?? "";
  await page.goto(`/metrics/permission-utilization/principal?${new URLSearchParams({ arn })}`);
  await expect(page.getByRole("heading", { level: 1, name: arn.split("/").at(-1) ?? "" })).toBeVisible();
  const download = page.waitForEvent("download");
  await page
    .getByRole("link", { name: /^Download / })
    .first()
    .click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/-right-sized(-1)?\.json$/);
  const statements = policy.parse(JSON.parse(await readFile(await file.path(), "utf8"))).Statement;
  const used = await usedActions(arn);
  const allowed = statements.filter(({ Effect }) => Effect === "Allow");
  expect(allowed.length).toBeGreaterThan(0);
  for (const { Sid, Action = [] } of allowed) {
    expect(Sid).toMatch(/^(Used|KeptUseNotTracked|KeptPassRole)\d*$/);
    if (!Sid.startsWith("Used")) continue;
    expect(Action.filter((action) => !used.has(action.toLowerCase()))).toEqual([]);
  }
  await expect(page.getByText("Denied attempts count as use")).toBeVisible();
});

test("a card is opened with the keyboard alone, and the palette knows the pages", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: names["network-exposure"], exact: true }).last().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: names["network-exposure"] })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("textbox", { name: /^Search pages/ }).fill("Workload identity");
  await expect(page.getByRole("button", { name: /Workload identity/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/metrics/identity-coverage");
});

test("what is not there, and what cannot be understood, is said", async ({ page }) => {
  for (const path of [
    "/metrics/no-such",
    "/metrics/network-exposure?account=000000000000",
    "/metrics/permission-utilization/principal?arn=arn:aws:iam::000000000000:role/none",
    "/metrics/permission-utilization/principal",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: /There is no such/ })).toBeVisible();
  }
  await page.goto("/metrics/network-exposure?account=twelve");
  await expect(page.getByRole("heading", { name: "This filter cannot be understood" })).toBeVisible();
});
