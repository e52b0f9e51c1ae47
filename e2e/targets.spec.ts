import type { Page } from "@playwright/test";
import { daysAfter } from "#lib/api/input-fields.ts";
import { expectAccessible } from "./looks.ts";
import { earlierDay, measures } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

// Each begins with the targets that the one before has set.
test.describe.configure({ mode: "serial" });

const metric = "Network exposure";
const panel = (page: Page) => page.getByRole("region", { name: metric });
const value = (page: Page) => page.getByRole("textbox", { name: "At most" });
const reason = (page: Page) => page.getByRole("textbox", { name: "Reason" });
const send = (page: Page) => page.getByRole("button", { name: "Set the target" }).click();

async function exposed(): Promise<number> {
  const own = (await measures()).filter((row) => row.metric === "network-exposure");
  return own.filter(({ standing, value }) => standing === "counted" && value === 1).length;
}

test("bad input is named at its field, and nothing typed is lost", async ({ page }) => {
  await page.goto("/targets/new?metric=network-exposure");
  await value(page).fill("a few");
  await send(page);
  await expect(page.getByText("A number.", { exact: true })).toBeVisible();
  await expect(page.getByText("Say why this is what to reach.")).toBeVisible();
  await expect(value(page)).toBeFocused();
  await expect(value(page)).toHaveValue("a few");
  await expectAccessible(page);
  await value(page).fill("1.5");
  await reason(page).fill("Two sites stay public.");
  await send(page);
  await expect(page.getByText("A whole number of resources, 0 or more.")).toBeVisible();
  await expect(reason(page)).toHaveValue("Two sites stay public.");
});

test("a target moves what is on target and the forecast, and what was before is told", async ({ page }) => {
  const count = await exposed();
  await page.goto("/targets");
  await expect(panel(page)).toContainText(`Now${count}`);
  await expect(panel(page)).toContainText("Off target");
  await expect(panel(page)).toContainText("The default: nobody has set another.");
  await page.getByRole("link", { name: `Set another target for ${metric}` }).click();
  await value(page).fill(String(count));
  await reason(page).fill("<b>What stands now</b> is the ceiling.");
  await send(page);
  await expect(page).toHaveURL("/targets");
  await expect(panel(page)).toContainText(`at most ${count}`);
  await expect(panel(page)).toContainText("On target");
  await expect(panel(page)).toContainText("<b>What stands now</b> is the ceiling.");

  await panel(page).getByRole("link", { name: "The metric" }).click();
  await expect(page.getByRole("heading", { level: 1, name: metric })).toBeVisible();
  await expect(page.getByText("On target.", { exact: true })).toBeVisible();
  await page.goto("/");
  const card = page.locator("main").getByRole("region", { name: metric });
  await expect(card).toContainText("On target");

  await page.goto("/targets/new?metric=network-exposure");
  await value(page).fill(String(count - 1));
  await reason(page).fill("One fewer by spring.");
  await send(page);
  await expect(panel(page)).toContainText("Off target");
  await panel(page).getByText("What it was before").click();
  await expect(panel(page).getByRole("listitem")).toHaveCount(2);
  await expect(panel(page).getByRole("listitem").first()).toContainText(`at most ${count}`);
  await expectAccessible(page);
});

test("the unit decides what a number of a time means", async ({ page }) => {
  await page.goto("/targets/new");
  await page.getByRole("textbox", { name: "Below" }).fill("2");
  await page.getByRole("combobox", { name: "Unit" }).click();
  await page.getByRole("option", { name: "hours" }).click();
  await reason(page).fill("Until the hub is routed.");
  await send(page);
  await expect(page.getByRole("region", { name: "Mean time to detect" })).toContainText("below 2 h 0 min");
});

test("a day before shows the default, and nothing is set there", async ({ page }) => {
  await page.goto(`/targets?asOf=${daysAfter(earlierDay(), 1)}`);
  await expect(panel(page)).toContainText("The default: nobody has set another.");
  await expect(page.getByRole("link", { name: /^Set another target/ })).toHaveCount(0);
  await page.goto(`/targets/new?asOf=${earlierDay()}`);
  await expect(page.getByRole("heading", { name: "A target is set in the present" })).toBeVisible();
});

test("another site's page cannot set a target or record an incident", async ({ page }) => {
  await page.goto("/");
  for (const path of ["/api/targets", "/api/incidents", "/api/incidents/x/withdraw"]) {
    const answer = await page.request.post(path, {
      headers: { "sec-fetch-site": "cross-site", "content-type": "application/json" },
      data: {},
    });
    expect(answer.status()).toBe(403);
  }
  const refused = await page.request.post("/api/targets", {
    data: { metric: "detection-time", value: -1, reason: "x" },
  });
  expect(refused.status()).toBe(400);
  expect(await refused.json()).toMatchObject({ error: { field: "value" } });
});
