import { controls } from "#lib/controls/registry.ts";
import { activeAccounts, truth } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

const format = (count: number) => count.toLocaleString("en-US");

for (const control of ["sg-no-open-admin", "s3-tls-only", "iam-no-full-admin"]) {
  test(`${control} counts what the organization really holds`, async ({ page }) => {
    const rows = (await truth()).filter((row) => row.control === control);
    const count = (verdict: string) => format(rows.filter((row) => row.verdict === verdict).length);
    await page.goto(`/controls/${control}`);
    const panel = page.getByRole("region", { name: "How it stands" });
    await expect(panel.getByText(`${count("fail")} failed`, { exact: true })).toBeVisible();
    await expect(panel.getByText(`${count("pass")} passed`, { exact: true })).toBeVisible();
    await expect(panel.getByText(`${count("notApplicable")} not applicable`, { exact: true })).toBeVisible();
    const failing = new Set(rows.flatMap((row) => (row.verdict === "fail" ? [row.account] : [])));
    const accounts = page.getByRole("region", { name: "Accounts", exact: true });
    await expect(accounts.getByText(new RegExp(`^${failing.size} of \\d+ fail$`))).toBeVisible();
  });
}

test("the findings of an account are what fails in it", async ({ page }) => {
  const judged = new Set(controls.map(({ id }) => id));
  const account = (await activeAccounts()).at(-1);
  const failing = (await truth()).filter(
    (row) => row.account === account?.id && row.verdict === "fail" && judged.has(row.control),
  );
  await page.goto(`/findings?account=${account?.id}&source=postern`);
  await expect(page.getByText(`${format(failing.length)} open`, { exact: true })).toBeVisible();
});

test("the accounts page lists every account of the organization", async ({ page }) => {
  await page.goto("/accounts");
  for (const { name } of await activeAccounts())
    await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
});

test("a unit narrows the accounts, and the address keeps it", async ({ page }) => {
  await page.goto("/accounts");
  await page.getByRole("button", { name: /^Security/ }).click();
  await expect(page).toHaveURL(/unit=ou-/);
  await expect(page.getByRole("link", { name: "security-tooling" })).toBeVisible();
  await expect(page.getByRole("link", { name: "network-hub" })).toBeHidden();
  await page.reload();
  await expect(page.getByRole("link", { name: "security-tooling" })).toBeVisible();
  await expect(page.getByRole("link", { name: "network-hub" })).toBeHidden();
});
