import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./looks.ts";
import { activeAccounts, truth } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

// Each judges accounts again, one run at a time.
test.describe.configure({ mode: "serial", timeout: 150_000 });

const control = "s3-versioning";
const hostileReason = `<img src=x onerror="document.title='owned'">\n=HYPERLINK("http://x") \u202Etxt`;
const applied = { timeout: 60_000 };

const day = (after: number) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
const tally = (page: Page) => page.getByRole("region", { name: "How it stands" });

/** The account with the most buckets that fail, and how many fail in all. */
async function failing() {
  const rows = (await truth()).filter((row) => row.control === control && row.verdict === "fail");
  const active = await activeAccounts();
  const counted = active.map((account) => ({
    account,
    count: rows.filter((row) => row.account === account.id).length,
  }));
  const [most] = counted.toSorted((a, b) => b.count - a.count);
  if (most === undefined || most.count === 0) throw new Error("No bucket fails.");
  return { ...most, total: rows.length };
}

async function choose(page: Page, name: string, option: string | RegExp) {
  await page.getByRole("combobox", { name }).click();
  await page.getByRole("option", { name: option }).click();
}

async function fillDay(field: Locator, value: string) {
  await field.fill(value);
  await field.press("Escape");
  await field.blur();
}

async function fillPeople(page: Page, people: { owner: string; requester: string; approver: string }) {
  await page.getByRole("textbox", { name: "Owner" }).fill(people.owner);
  await page.getByRole("textbox", { name: "Requested by" }).fill(people.requester);
  await page.getByRole("textbox", { name: "Approved by" }).fill(people.approver);
}

test.describe("bad input", () => {
  test.use({ refused: /\/api\/exceptions$/ });

  test("is named at its field, and nothing typed is lost", async ({ page }) => {
    await page.goto(`/exceptions/new?control=${control}`);
    await page.getByRole("textbox", { name: "Reason" }).fill("The archive moves in spring.");
    await fillPeople(page, { owner: "storage", requester: "ada", approver: "Ada " });
    await fillDay(page.getByRole("textbox", { name: "Ends" }), day(400));
    await page.getByRole("button", { name: "Record the exception" }).click();
    await expect(page.getByText("Choose an account: its id has 12 digits.")).toBeVisible();
    await expect(page.getByText("Somebody other than the requester has to approve it.")).toBeVisible();
    await expect(page.getByText("At most 365 days after it begins.")).toBeVisible();
    await expect(page.getByRole("combobox", { name: "Account" })).toBeFocused();
    await expectAccessible(page);

    await choose(page, "Scope", "One resource");
    await page.getByRole("textbox", { name: "Resource" }).fill("arn:aws:s3:::nobody-has-this");
    await page.getByRole("textbox", { name: "Approved by" }).fill("grace");
    await fillDay(page.getByRole("textbox", { name: "Ends" }), day(30));
    const refusal = page.waitForResponse((response) => response.url().endsWith("/api/exceptions"));
    await page.getByRole("button", { name: "Record the exception" }).click();
    expect((await refusal).status()).toBe(400);
    await expect(page.getByText("This control has never found anything on such a resource.")).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Reason" })).toHaveValue("The archive moves in spring.");
    await expect(page.getByRole("textbox", { name: "Ends" })).toHaveValue(day(30));
  });
});

test("an exception is requested from a finding, holds it, and is revoked", async ({ page }) => {
  const { account, count, total } = await failing();
  await page.goto(`/findings?control=${control}&account=${account.id}`);
  await expect(page.getByText(`${count} open`, { exact: true })).toBeVisible();
  await page.getByRole("region", { name: "Findings" }).locator("tbody").getByRole("link").first().click();
  await page.getByRole("link", { name: "Request an exception" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Request an exception" })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Control" })).toHaveValue(/s3-versioning/);
  await expect(page.getByRole("textbox", { name: "Resource" })).toHaveValue(/^arn:aws:s3:::/);
  await page.getByRole("textbox", { name: "Reason" }).fill(hostileReason);
  await fillPeople(page, { owner: "<b>storage</b>", requester: "ada", approver: "grace" });
  await fillDay(page.getByRole("textbox", { name: "Ends" }), day(10));
  await page.getByRole("button", { name: "Record the exception" }).click();

  await expect(page.getByRole("heading", { level: 1, name: /^Exception: / })).toBeVisible();
  const held = page.getByRole("region", { name: "Findings of this exception" });
  await expect(held.locator("tbody tr")).toHaveCount(1, applied);
  await expect(held).toContainText("Excepted");
  await expect(page.getByText("Expiring", { exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Reason" })).toContainText(
    `onerror="document.title='owned'"`,
  );
  await expect(page.locator("main img, main b, main script")).toHaveCount(0);
  await expect(page).toHaveTitle("Exception · Postern");
  await expectAccessible(page);
  const exception = new URL(page.url()).pathname;

  await held.getByRole("link").first().click();
  const why = page.getByRole("region", { name: "Exception", exact: true });
  await expect(why).toContainText("Excepted until");
  await expect(why).toContainText("grace approved it");
  await expect(page.getByRole("region", { name: "History" })).toContainText("Excepted");
  await expectAccessible(page);

  await page.goto(`/controls/${control}`);
  await expect(tally(page).getByText(`${total - 1} failed`, { exact: true })).toBeVisible();
  await expect(tally(page).getByText("1 excepted", { exact: true })).toBeVisible();

  await page.goto(`/findings?control=${control}&account=${account.id}`);
  await expect(page.getByText(`${count - 1} open`, { exact: true })).toBeVisible();
  await page.getByText("Excepted", { exact: true }).click();
  await expect(page.getByText("1 excepted", { exact: true })).toBeVisible();

  const main = page.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name: /^Exceptions.*1 expiring$/ }).click();
  const listed = page.getByRole("region", { name: "Exceptions" }).locator("tbody tr");
  await expect(listed).toHaveCount(1);
  await expect(listed).toContainText("Expiring");
  await expect(listed).toContainText("ada asked, grace approved");
  await expect(listed.getByRole("link", { name: /^Findings held by.*: 1$/ })).toBeVisible();
  await expectAccessible(page);

  await page.goto(exception);
  await page.getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("status").filter({ hasText: "will be open again" })).toBeVisible();
  await page.getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("region", { name: "History" })).toContainText("Revoked");
  await expect(held).toContainText("Open", applied);
  await page.goto(`/controls/${control}`);
  await expect(tally(page).getByText(`${total} failed`, { exact: true })).toBeVisible();
  await expect(tally(page).getByText("0 excepted", { exact: true })).toBeVisible();
  await page.goto("/exceptions?state=revoked");
  await expect(listed).toHaveCount(1);
});

test("a run that judged again is told from a collection", async ({ page }) => {
  await page.goto("/runs");
  const judged = page.getByRole("row").filter({ hasText: "Judged again" }).first();
  await expect(judged).toContainText("Complete");
  await judged.getByRole("link").click();
  await expect(page.getByRole("region", { name: "Nothing was asked of AWS" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Not seen completely" })).toBeHidden();
  await expectAccessible(page);
});

test("another site's page cannot grant or revoke", async ({ page }) => {
  await page.goto("/");
  for (const path of ["/api/exceptions", "/api/exceptions/x/revoke", "/api/attestations"]) {
    const answer = await page.request.post(path, {
      headers: { "sec-fetch-site": "cross-site", "content-type": "application/json" },
      data: {},
    });
    expect(answer.status()).toBe(403);
  }
  const form = await page.request.post("/api/exceptions", { form: { controlId: control } });
  expect(form.status()).toBe(400);
  expect(await form.text()).toContain("content-type");
});

test("an attestation decides what no API tells, and is withdrawn", async ({ page }) => {
  await page.goto("/controls/slr-reviewed");
  await page.getByRole("link", { name: "attestations", exact: true }).click();
  const panel = page.getByRole("region", { name: "Service-linked roles reviewed" });
  await expect(panel).toContainText("Nobody has attested it.");
  await expect(panel).toContainText(/The control is unknown in \d accounts/);
  await panel.getByRole("link", { name: "Record an attestation" }).click();
  await page.getByRole("button", { name: "Record the attestation" }).click();
  await expect(page.getByText("Say whether it is so or not.")).toBeVisible();
  await expect(page.getByText("A link to what shows it, beginning with https://.")).toBeVisible();
  await page.getByRole("radio", { name: /^It is so/ }).check();
  await page.getByRole("textbox", { name: "Statement" }).fill("Reviewed with the owners of each service.");
  await page.getByRole("textbox", { name: "Evidence" }).fill("https://wiki.example.com/reviews/2026-11");
  await page.getByRole("textbox", { name: "Attested by" }).fill("ada");
  await fillDay(page.getByRole("textbox", { name: "Valid until" }), day(180));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Record the attestation" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Attestations" })).toBeVisible();
  await expect(panel).toContainText("It is so");
  await expect(panel.getByText("0 unknown", { exact: true })).toBeVisible(applied);
  await expect(panel.getByRole("link", { name: "Evidence" })).toHaveAttribute(
    "href",
    "https://wiki.example.com/reviews/2026-11",
  );
  await expectAccessible(page);
  await page.goto("/controls/slr-reviewed");
  await expect(tally(page).getByText("0 unknown", { exact: true })).toBeVisible();

  await page.goto("/attestations");
  await panel.getByRole("button", { name: "Withdraw" }).click();
  await panel.getByRole("button", { name: "Withdraw" }).click();
  await expect(panel).toContainText("Every attestation of it has expired or was withdrawn.");
  await expect(panel.getByText("0 unknown", { exact: true })).toBeHidden(applied);
});
