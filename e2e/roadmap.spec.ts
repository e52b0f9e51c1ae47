import type { Page } from "@playwright/test";
import { formatPercent } from "#components/format.ts";
import { phaseName } from "#components/labels.ts";
import { controls } from "#lib/controls/registry.ts";
import { activeAccounts, type Day, earlierDay, measures, truth } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

const format = (count: number) => count.toLocaleString("en-US");
const weights = { critical: 10, high: 5, medium: 2, low: 1, informational: 0 } as const;
/** Every control of these judges what the simulator's truth tells; others rest on our own records too. */
const told = [2, 3];

/** What the controls of a phase had to say on a day, by resource. */
async function verdicts(phase: number, day: Day, account?: string) {
  const own = new Map(controls.filter((each) => each.phase === phase).map((each) => [each.id, each]));
  return (await truth(day)).flatMap((row) => {
    const control = own.get(row.control);
    const isHere = account === undefined || row.account === account;
    return control === undefined || !isHere ? [] : [{ ...row, weight: weights[control.severity] }];
  });
}

const panelOf = (page: Page, phase: number) =>
  page.getByRole("region", { name: new RegExp(`^${phaseName(phase)}`) });

async function expectPhases(page: Page, day: Day, account?: string) {
  for (const phase of told) {
    const rows = await verdicts(phase, day, account);
    const of = (verdict: string) => rows.filter((row) => row.verdict === verdict);
    const weigh = (list: typeof rows) => list.reduce((sum, { weight }) => sum + weight, 0);
    const panel = panelOf(page, phase);
    await expect(panel.getByText(`${format(of("fail").length)} failed`, { exact: true })).toBeVisible();
    await expect(panel.getByText(`${format(of("pass").length)} passed`, { exact: true })).toBeVisible();
    await expect(panel.getByText(`${format(of("unknown").length)} unknown`, { exact: true })).toBeVisible();
    const score = weigh(of("pass")) / (weigh(of("pass")) + weigh(of("fail")));
    await expect(panel.getByText(formatPercent(score), { exact: true })).toBeVisible();
    const left = new Set([...of("fail"), ...of("unknown")].map(({ control }) => control));
    await expect(panel.getByText(`What is left: ${left.size} controls`)).toBeVisible();
  }
}

/** The number that leads a success measure. */
const lead = (page: Page, title: string) =>
  page
    .getByRole("region", { name: "Success measures" })
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: title }) })
    .locator("strong")
    .first();

async function failing(day: Day, ...ids: readonly string[]): Promise<string> {
  const rows = await truth(day);
  return format(rows.filter(({ control, verdict }) => verdict === "fail" && ids.includes(control)).length);
}

async function expectSuccess(page: Page, day: Day) {
  await expect(lead(page, "Fewer broad policies")).toHaveText(
    await failing(day, "iam-no-service-wildcard", "resource-policy-no-public", "vpce-policy-scoped"),
  );
  await expect(lead(page, "Fewer standing administrators")).toHaveText(
    await failing(day, "iam-no-full-admin", "boundary-delegated-admin"),
  );
  const exposed = (await measures(day)).filter(
    ({ metric, standing, value, reason }) =>
      metric === "network-exposure" &&
      ((standing === "counted" && value === 1) || reason === "withoutSecurityGroup"),
  );
  await expect(lead(page, "Fewer public exposures")).toHaveText(format(exposed.length));
}

test("phases and success measures count what the organization really holds", async ({ page }) => {
  await page.goto("/roadmap");
  await expectPhases(page, "today");
  await expectSuccess(page, "today");
  await expect(panelOf(page, 1).getByText("You are here")).toBeVisible();
  await expect(page.getByText("You are here")).toHaveCount(1);
  await panelOf(page, 2)
    .getByText(/^What is left/)
    .click();
  await page.getByRole("link", { name: "22, 3389, 5439 closed to the world" }).click();
  await expect(page).toHaveURL("/controls/sg-no-open-admin");
});

test("an earlier day shows what was so then", async ({ page }) => {
  await page.goto(`/roadmap?asOf=${earlierDay()}`);
  await expectPhases(page, "earlier");
  await expectSuccess(page, "earlier");
  await expect(page.getByText("Nothing to compare with yet").first()).toBeVisible();
});

test("one account is a roadmap of its own, and leads back", async ({ page }) => {
  const account = (await activeAccounts()).at(-1);
  await page.goto("/roadmap");
  await page.getByRole("combobox", { name: "Account" }).click();
  await page.getByRole("option", { name: new RegExp(account?.id ?? "") }).click();
  await expect(page).toHaveURL(`/roadmap?account=${account?.id}`);
  await expectPhases(page, "today", account?.id);
  await page.getByRole("link", { name: "Organization", exact: true }).click();
  await expect(page).toHaveURL("/roadmap");
  await expectPhases(page, "today");
});

test("a failure that a measure counts is a click away", async ({ page }) => {
  await page.goto("/roadmap");
  await page.getByRole("link", { name: "Fewer standing administrators" }).click();
  const count = await failing("today", "iam-no-full-admin", "boundary-delegated-admin");
  await expect(page.getByText(`${count} open`, { exact: true })).toBeVisible();
});

test("a scope that is not there, or that cannot be understood, is said to be so", async ({ page }) => {
  await page.goto("/roadmap?account=000000000000");
  await expect(page.getByRole("heading", { name: /There is no such/ })).toBeVisible();
  await page.goto("/roadmap?unit=somewhere");
  await expect(page.getByRole("heading", { name: "This filter cannot be understood" })).toBeVisible();
});

test("what is left is opened with the keyboard", async ({ page }) => {
  await page.goto("/roadmap");
  const summary = panelOf(page, 3).locator("summary");
  await summary.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: /^Left of Phase 3/ })).toBeVisible();
});
