import type { Page } from "@playwright/test";
import { expectGoodLooks } from "./looks.ts";
import { activeAccounts } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

/** Where each page is, found as a reader finds it. */
const pages: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  overview: async (page) => void (await page.goto("/")),
  roadmap: async (page) => void (await page.goto("/roadmap")),
  targets: async (page) => void (await page.goto("/targets")),
  "new target": async (page) => void (await page.goto("/targets/new?metric=detection-time")),
  "detection time": async (page) => void (await page.goto("/metrics/detection-time")),
  permissions: async (page) => void (await page.goto("/metrics/permission-utilization")),
  principal: async (page) => {
    await page.goto("/metrics/permission-utilization?standing=counted");
    await page.locator("#things").getByRole("heading", { level: 3 }).getByRole("link").first().click();
    await expect(page.getByRole("heading", { name: "Right-sized policy" })).toBeVisible();
  },
  "identity coverage": async (page) => void (await page.goto("/metrics/identity-coverage")),
  exposure: async (page) => void (await page.goto("/metrics/network-exposure")),
  accounts: async (page) => void (await page.goto("/accounts")),
  account: async (page) => {
    const [account] = await activeAccounts();
    await page.goto(`/accounts/${account?.id}`);
  },
  controls: async (page) => void (await page.goto("/controls")),
  control: async (page) => void (await page.goto("/controls/iam-user-mfa")),
  frameworks: async (page) => void (await page.goto("/frameworks")),
  framework: async (page) => void (await page.goto("/frameworks/cis-5.0")),
  "framework of one account": async (page) => {
    const [account] = await activeAccounts();
    await page.goto(`/frameworks/checklist?account=${account?.id}`);
  },
  findings: async (page) => void (await page.goto("/findings?severity=critical,high&status=all")),
  finding: async (page) => {
    await page.goto("/findings?source=postern");
    const first = page.getByRole("region", { name: "Findings" }).locator("tbody").getByRole("link").first();
    await first.click();
    await expect(page.getByRole("heading", { name: "Evidence" })).toBeVisible();
  },
  compare: async (page) => void (await page.goto("/compare")),
  drift: async (page) => void (await page.goto("/drift")),
  exceptions: async (page) => void (await page.goto("/exceptions?state=all")),
  "request for an exception": async (page) => void (await page.goto("/exceptions/new")),
  attestations: async (page) => void (await page.goto("/attestations")),
  "new attestation": async (page) => void (await page.goto("/attestations/new?control=slr-reviewed")),
  incidents: async (page) => void (await page.goto("/incidents")),
  "new incident": async (page) => void (await page.goto("/incidents/new")),
  runbooks: async (page) => void (await page.goto("/runbooks")),
  runbook: async (page) => void (await page.goto("/runbooks/credential-compromise")),
  preflight: async (page) => void (await page.goto("/preflight")),
  runs: async (page) => void (await page.goto("/runs")),
  run: async (page) => void (await page.goto("/runs/1")),
};

for (const [name, open] of Object.entries(pages))
  test(`${name} has no accessibility violation in light or dark, and fits a phone`, async ({ page }) => {
    await open(page);
    await expectGoodLooks(page);
  });

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the navigation opens as a drawer", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: "Open navigation" }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Controls" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Controls" })).toBeVisible();
    await expect(page.getByRole("dialog")).toBeHidden();
  });
});

test("the four metrics, what changed and the worst accounts are seen without scrolling", async ({ page }) => {
  await page.goto("/");
  for (const name of [
    "Mean time to detect",
    "Unused permissions",
    "Workload identity coverage",
    "Network exposure",
    "What changed",
    "Worst accounts",
  ])
    await expect(page.getByRole("region", { name, exact: true })).toBeInViewport({ ratio: 1 });
});

test("what is not there is said not to be there", async ({ page }) => {
  for (const path of [
    "/accounts/000000000000",
    "/controls/no-such",
    "/frameworks/no-such",
    "/runbooks/no-such",
    "/findings/no-such",
    "/runs/999999",
    "/exceptions/no-such",
    "/compare?account=000000000000",
    "/drift?account=000000000000",
    "/exceptions/new?finding=no-such",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: /There is no such/ })).toBeVisible();
  }
});

test("a filter that cannot be understood is named", async ({ page }) => {
  await page.goto("/findings?severity=terrible");
  await expect(page.getByRole("heading", { name: "This filter cannot be understood" })).toBeVisible();
  await expect(page.getByText("severity")).toBeVisible();
});
