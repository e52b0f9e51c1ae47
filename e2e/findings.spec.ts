import type { Page } from "@playwright/test";
import { hostileResource, hostileTitle } from "./hostile.ts";
import { expect, test } from "./watched-page.ts";

const table = (page: Page) => page.getByRole("region", { name: "Findings" });
const titles = (page: Page) => table(page).locator("tbody tr td:nth-child(2) a");

async function addresses(page: Page): Promise<string[]> {
  return titles(page).evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
}

test("any finding is three clicks from the overview", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: /^Critical [\d,]+ open/ }).click();
  await expect(page).toHaveURL(/severity=critical/);
  await titles(page).first().click();
  await expect(page.getByRole("heading", { name: "Evidence", exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "History" })).toBeVisible();
});

test("filters live in the address and are taken away one by one", async ({ page }) => {
  await page.goto("/findings");
  await page.getByRole("combobox", { name: "Severity" }).click();
  await page.getByRole("option", { name: "Medium" }).click();
  await expect(page).toHaveURL(/severity=medium/);
  await expect(table(page).getByText("Critical")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox", { name: "Search resources and titles" }).fill("bucket");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/search=bucket/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Remove filter Search bucket" })).toBeVisible();
  await page.getByRole("button", { name: "Remove filter Severity Medium" }).click();
  await expect(page).not.toHaveURL(/severity/);
  await page.goBack();
  await expect(page.getByRole("button", { name: "Remove filter Severity Medium" })).toBeVisible();
});

test("the list is sorted from either end", async ({ page }) => {
  await page.goto("/findings");
  await expect(table(page).locator("tbody tr").first()).toContainText("Critical");
  await table(page).getByRole("button", { name: "Severity" }).click();
  await expect(page).toHaveURL(/direction=asc/);
  await expect(table(page).locator("tbody tr").first()).not.toContainText("Critical");
  await expect(table(page).getByRole("columnheader", { name: "Severity" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
});

test("pages follow each other without gap or repetition, and lead back", async ({ page }) => {
  await page.goto("/findings?status=all");
  const first = await addresses(page);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page).toHaveURL(/cursor=/);
  await expect(titles(page).first()).not.toHaveAttribute("href", first[0] ?? "");
  const second = await addresses(page);
  expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
  await page.getByRole("button", { name: "Previous" }).click();
  await expect(titles(page).first()).toHaveAttribute("href", first[0] ?? "");
  expect(await addresses(page)).toEqual(first);
});

test("hostile names are text", async ({ page }) => {
  await page.goto("/findings?source=macie");
  await expect(page.getByRole("link", { name: hostileTitle })).toBeVisible();
  await page.getByRole("link", { name: hostileTitle }).click();
  await expect(page.getByRole("heading", { level: 1, name: hostileTitle })).toBeVisible();
  await expect(page.getByText(hostileResource, { exact: true })).toBeVisible();
  await expect(page.locator("main img, main b, main script")).toHaveCount(0);
  await expect(page).toHaveTitle("Finding · Postern");
});
