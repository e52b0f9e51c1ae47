import { activeAccounts } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

test("the first Tab offers to skip to the content", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
});

test("the palette leads to an account by a part of its name", async ({ page }) => {
  const account = (await activeAccounts()).find(({ name }) => name === "security-tooling");
  await page.goto("/");
  await expect(page.getByRole("link", { name: /^Collect/ })).toBeVisible();
  await page.keyboard.press("Control+k");
  const search = page.getByRole("textbox", { name: /^Search pages/ });
  await expect(search).toBeFocused();
  await search.fill("security-too");
  await expect(page.getByRole("button", { name: /security-tooling/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/accounts/${account?.id}$`));
});

test("the palette finds a resource through the findings", async ({ page }) => {
  await page.goto("/accounts");
  await page.getByRole("button", { name: /^Search accounts/ }).click();
  await page.getByRole("textbox", { name: /^Search pages/ }).fill("sg-0");
  await page.getByRole("button", { name: /Findings that mention/ }).click();
  await expect(page).toHaveURL(/search=sg-0/);
});

test("a control is reached from the controls page with the keyboard alone", async ({ page }) => {
  await page.goto("/controls");
  const chapter = page.getByRole("region", { name: "Controls: Identity" });
  const link = chapter.getByRole("link", { name: "Every IAM user has MFA" });
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Every IAM user has MFA" })).toBeVisible();
});

test("the colour scheme is remembered", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
});
