import { expectAccessible } from "./looks.ts";
import { activeAccounts, earlierDay } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 16);
const hostile = `<img src=x onerror="document.title='owned'"> told us`;

test("an incident is entered, is a series of its own, and is withdrawn without being lost", async ({
  page,
}) => {
  const account = (await activeAccounts()).at(-1);
  await page.goto("/incidents");
  await expect(page.getByText("Nobody has entered an incident.")).toBeVisible();
  await page.getByRole("link", { name: "Record an incident" }).click();
  await page.getByRole("button", { name: "Record the incident" }).click();
  for (const wanted of ["Name it in a few words.", "When it began, as 2026-11-20T08:30:00Z."])
    await expect(page.getByText(wanted)).toBeVisible();
  await page.getByRole("textbox", { name: "What happened" }).fill("Key in a public repository");
  await expect(page.getByRole("textbox", { name: "Reason" })).toHaveValue("");
  await page.getByRole("textbox", { name: "Reason" }).fill(hostile);
  await page.getByRole("combobox", { name: "Where" }).click();
  await page.getByRole("option", { name: new RegExp(account?.id ?? "") }).click();
  await page.getByLabel("Began (UTC)").fill(hoursAgo(1));
  await page.getByLabel("Detected (UTC)").fill(hoursAgo(3));
  await page.getByRole("button", { name: "Record the incident" }).click();
  await expect(page.getByText("It began before it was detected.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Reason" })).toHaveValue(hostile);
  await expectAccessible(page);
  await page.getByLabel("Began (UTC)").fill(hoursAgo(5));
  await page.getByRole("button", { name: "Record the incident" }).click();

  await expect(page).toHaveURL("/incidents");
  const entered = page.getByRole("region", { name: "Entered" });
  await expect(entered).toContainText("Key in a public repository");
  await expect(entered).toContainText("Detected 2 h 0 min after it began");
  await expect(entered.getByRole("link", { name: account?.name ?? "" })).toBeVisible();
  await expect(entered).toContainText(hostile);
  await expect(page.locator("main img")).toHaveCount(0);
  const time = page.getByRole("region", { name: "Time to detect" });
  await expect(time).toContainText("2 h 0 min");
  await expect(time).toContainText("1 incident");
  await expectAccessible(page);

  await page.goto(`/incidents?asOf=${earlierDay()}`);
  await expect(page.getByText("Nobody has entered an incident.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Record an incident" })).toHaveCount(0);
  await page.goto(`/incidents/new?asOf=${earlierDay()}`);
  await expect(page.getByRole("heading", { name: "An incident is recorded in the present" })).toBeVisible();

  await page.goto("/incidents");
  await entered.getByRole("button", { name: "Withdraw" }).click();
  await entered.getByRole("button", { name: "Withdraw" }).click();
  await expect(entered).toContainText("Withdrawn by");
  await expect(time).toContainText("No incident was detected in the last 30 days.");
});
