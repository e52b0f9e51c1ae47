import { activeAccounts, truth } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

const format = (count: number) => count.toLocaleString("en-US");

type Row = Awaited<ReturnType<typeof truth>>[number];

async function rowsOf(...controls: string[]): Promise<Row[]> {
  return (await truth()).filter((row) => controls.includes(row.control));
}

const count = (rows: readonly Row[], verdict: Row["verdict"]) =>
  rows.filter((row) => row.verdict === verdict).length;

/** A requirement of CIS 5.0.0 whose one control fails somewhere, by the intent of the simulated organization. */
test("a requirement fails with as many resources as the organization really holds", async ({ page }) => {
  const rows = await rowsOf("s3-tls-only");
  expect(count(rows, "fail")).toBeGreaterThan(0);
  await page.goto("/frameworks/cis-5.0");
  const requirement = page.locator('[id="2.1.1"]');
  await expect(requirement.getByText("Fail", { exact: true })).toBeVisible();
  await expect(requirement.getByText(`${format(count(rows, "fail"))} failed`, { exact: true })).toBeVisible();
  await expect(requirement.getByText(`${format(count(rows, "pass"))} passed`, { exact: true })).toBeVisible();
  await requirement.getByRole("link", { name: `${format(count(rows, "fail"))} findings` }).click();
  await expect(page).toHaveURL(/\/findings\?control=s3-tls-only$/);
  await expect(page.getByText(`${format(count(rows, "fail"))} open`, { exact: true })).toBeVisible();
});

test("a requirement passes in an account where nothing fails", async ({ page }) => {
  const rows = await rowsOf("root-no-keys");
  const accounts = await activeAccounts();
  const of = (verdict: Row["verdict"]) =>
    accounts.find(({ id }) => rows.some((row) => row.account === id && row.verdict === verdict));
  const clean = of("pass");
  expect(clean).toBeDefined();
  await page.goto(`/frameworks/cis-5.0?account=${clean?.id}`);
  await expect(page.getByText(`${clean?.name} (${clean?.id})`).first()).toBeVisible();
  await expect(page.locator('[id="1.3"]').getByText("Pass", { exact: true })).toBeVisible();
});

test("what no control answers is not covered, and the counts say how much that is", async ({ page }) => {
  await page.goto("/frameworks/cis-5.0");
  await expect(page.locator('[id="1.1"]').getByText("Not covered", { exact: true })).toBeVisible();
  const standing = page.getByRole("region", { name: "How it stands" });
  const [, covered = "", all = ""] =
    /(\d+) of (\d+) covered/.exec((await standing.textContent()) ?? "") ?? [];
  expect(all).toBe("63");
  await expect(standing.getByText(`${63 - Number(covered)} not covered`, { exact: true })).toBeVisible();
  await page.getByText("Not covered", { exact: true }).first().click();
  await expect(page).toHaveURL(/state=not-covered/);
  await expect(page.locator('[id="1.1"]')).toBeVisible();
  await expect(page.locator('[id="2.1.1"]')).toBeHidden();
});

test("a mapping of our own is told apart from a published one", async ({ page }) => {
  await page.goto("/frameworks/nist-800-53");
  await expect(page.locator('[id="IA-9"]').getByText("our reading").first()).toBeVisible();
  await expect(page.locator('[id="SC-8"]').getByText("our reading")).toHaveCount(0);
});

test("the overview's checklist leads to its framework, which says the same", async ({ page }) => {
  await page.goto("/");
  const card = page.getByRole("region", { name: "Zero-trust checklist" });
  const link = card.getByRole("link", { name: /of 12 pass$/ });
  const [, passed = ""] = /^(\d+) of 12/.exec((await link.textContent()) ?? "") ?? [];
  await link.click();
  await expect(page).toHaveURL(/\/frameworks\/checklist$/);
  const standing = page.getByRole("region", { name: "How it stands" });
  await expect(standing.getByText(`${passed} passed`, { exact: true })).toBeVisible();
});

test("an account that is not there is not, and one that cannot be is named", async ({ page }) => {
  await page.goto("/frameworks?account=000000000000");
  await expect(page.getByRole("heading", { name: /There is no such/ })).toBeVisible();
  await page.goto("/frameworks/fsbp?account=mine");
  await expect(page.getByRole("heading", { name: "This filter cannot be understood" })).toBeVisible();
});
