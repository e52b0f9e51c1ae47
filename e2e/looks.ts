import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./watched-page.ts";

/** What axe says against a page may depend on its colours by these rules alone. */
const ofColour = ["color-contrast", "link-in-text-block"];

/** Holds that axe finds nothing against a page as it is. */
export async function expectAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

/** The same in light and in dark. */
export async function expectAccessibleInBoth(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "light");
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await expectAccessible(page, ofColour);
  await page.emulateMedia({ colorScheme: "light" });
}

/** Holds that a page fits on a phone; leaves it there. */
export async function expectFitsPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
}

/** Holds that a page can be used by everybody, in light, in dark and on a phone: on one load of it. */
export async function expectGoodLooks(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessibleInBoth(page);
  await expectFitsPhone(page);
}
