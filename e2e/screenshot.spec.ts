import { mkdir } from "node:fs/promises";
import { expect, test } from "./watched-page.ts";

test.skip(
  process.env["POSTERN_SCREENSHOT"] !== "1",
  "Only on request: an ordinary run leaves the tree as it is.",
);

test("the overview of the README", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  await expect(page.getByRole("link", { name: /^Collected/ })).toBeVisible();
  await mkdir("docs", { recursive: true });
  await page.screenshot({ path: "docs/overview.png" });
});
