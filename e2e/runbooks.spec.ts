import { expect, test } from "./watched-page.ts";

test("a finding leads to the runbook that it may call for", async ({ page }) => {
  await page.goto("/findings?control=sg-no-open-admin");
  await page.getByRole("region", { name: "Findings" }).locator("tbody").getByRole("link").first().click();
  await page.getByRole("link", { name: "Public exposure" }).click();
  await expect(page).toHaveURL(/\/runbooks\/public-exposure$/);
  await expect(page.getByRole("heading", { level: 1, name: "Public exposure" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "First 15 minutes" })).toBeVisible();
});

test("a runbook's chapters are one click away, and its commands can be copied", async ({ page }) => {
  await page.goto("/runbooks/credential-compromise");
  await page.getByRole("navigation", { name: "Chapters" }).getByRole("link", { name: "Isolate" }).click();
  await expect(page).toHaveURL(/#isolate$/);
  await expect(page.getByRole("heading", { level: 2, name: "Isolate" })).toBeInViewport();
  await expect(page.getByText("update-access-key").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy Commands 1", exact: true })).toBeVisible();
});

test("runbooks lead to controls and to each other", async ({ page }) => {
  await page.goto("/runbooks");
  await page.getByRole("link", { name: "Data exfiltration" }).click();
  const text = page.locator("main");
  await text.getByRole("link", { name: "credential compromise", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Credential compromise" })).toBeVisible();
  await text.getByRole("link", { name: "IMDSv2 required" }).first().click();
  await expect(page).toHaveURL(/\/controls\/ec2-imdsv2$/);
  await page.getByRole("link", { name: "Credential compromise" }).click();
  await expect(page).toHaveURL(/\/runbooks\/credential-compromise$/);
});

test("the palette finds frameworks and runbooks", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: /^Search accounts/ }).click();
  const search = page.getByRole("textbox", { name: /^Search pages/ });
  await search.fill("lateral");
  await page.getByRole("button", { name: /^Lateral movement/ }).click();
  await expect(page).toHaveURL(/\/runbooks\/lateral-movement$/);
});
