import type { Page } from "@playwright/test";
import { formatAsOf, formatPercent } from "#components/format.ts";
import { pillarName } from "#components/labels.ts";
import { dayOf, daysAfter } from "#lib/api/input-fields.ts";
import { controls } from "#lib/controls/registry.ts";
import { expectAccessibleInBoth } from "./looks.ts";
import { activeAccounts, type Day, earlierDay, truth } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

const format = (count: number) => count.toLocaleString("en-US");
const earlier = earlierDay();
const today = dayOf(new Date());
const weights = { critical: 10, high: 5, medium: 2, low: 1, informational: 0 } as const;
const controlOf = new Map(controls.map((each) => [each.id, each]));
const control = "iam-no-full-admin";

const banner = (page: Page) => page.getByText(`You see ${formatAsOf(earlier)} as it was known then.`);

/** What the controls had to say on a day. Threats have a truth of their own: their pillar is left out. */
async function verdicts(day: Day, account?: string) {
  return (await truth(day)).flatMap((row) => {
    const found = controlOf.get(row.control);
    if (found === undefined || found.pillar === "visibility") return [];
    if (account !== undefined && row.account !== account) return [];
    return [{ ...row, pillar: found.pillar, weight: weights[found.severity] }];
  });
}

/** By pillar: how many resources fail, of how many that are judged, and the score, weighted by severity. */
async function pillars(day: Day, account?: string) {
  return [...Map.groupBy(await verdicts(day, account), ({ pillar }) => pillar)].map(([pillar, rows]) => {
    const failed = rows.filter(({ verdict }) => verdict === "fail");
    const passed = rows.filter(({ verdict }) => verdict === "pass");
    const weigh = (list: typeof rows) => list.reduce((total, { weight }) => total + weight, 0);
    return {
      name: pillarName(pillar),
      standing: `${format(failed.length)} of ${format(failed.length + passed.length)} fail`,
      score: formatPercent(weigh(passed) / (weigh(passed) + weigh(failed))),
    };
  });
}

/** Chooses a day in the calendar, which opens at the month of the moment shown. */
async function pick(page: Page, from: string, day: string): Promise<void> {
  await page.getByRole("button", { name: /^As of/ }).click();
  const dialog = page.getByRole("dialog", { name: "As of" });
  const wanted = dialog.getByRole("button", { name: new RegExp(`^${formatAsOf(day)}(, collected)?$`) });
  const month = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  const way = month(from) > month(day) ? "Previous month" : "Next month";
  for (let left = Math.abs(month(from) - month(day)); left > 0; left--)
    await dialog.getByRole("button", { name: way }).click();
  await wanted.click();
  await expect(dialog).toBeHidden();
}

test("a day is picked, followed through the pages, and left again", async ({ page }) => {
  // Seven pages, some while a run of another test collects.
  test.setTimeout(90_000);
  const [then, now] = [await pillars("earlier"), await pillars("today")];
  expect(then).not.toEqual(now);
  const overviewShows = async (expected: typeof then) => {
    const panel = page.getByRole("region", { name: "Posture by pillar" });
    for (const { name, standing, score } of expected) {
      const pillar = panel.getByRole("listitem").filter({ hasText: name });
      await expect(pillar).toContainText(standing);
      await expect(pillar).toContainText(score);
    }
  };
  await page.goto("/");
  await overviewShows(now);
  await pick(page, today, earlier);
  await expect(page).toHaveURL(`/?asOf=${earlier}`);
  await expect(banner(page)).toBeVisible();
  await overviewShows(then);
  await expect(page.getByRole("button", { name: "Collect now" })).toBeHidden();

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Accounts" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeVisible();
  await page.getByRole("link", { name: "security-tooling" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "security-tooling" })).toBeVisible();
  await page.getByRole("region", { name: "Controls" }).locator("tbody").getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`/controls/[a-z0-9-]+\\?asOf=${earlier}$`));
  await expect(banner(page)).toBeVisible();

  await page.getByRole("link", { name: "Back to now" }).click();
  await expect(page).toHaveURL(/\/controls\/[a-z0-9-]+$/);
  await expect(banner(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "As of now" })).toBeVisible();
});

test("a control counts what the organization held then", async ({ page }) => {
  const [then, now] = [await verdicts("earlier"), await verdicts("today")];
  const count = (rows: typeof then, id: string, wanted: string) =>
    rows.filter(({ control: own, verdict }) => own === id && verdict === wanted).length;
  const changed = controls.find(({ id }) => count(then, id, "fail") !== count(now, id, "fail"))?.id ?? "";
  await page.goto(`/controls/${changed}?asOf=${earlier}`);
  const panel = page.getByRole("region", { name: "How it stands" });
  for (const [verdict, word] of [
    ["fail", "failed"],
    ["pass", "passed"],
  ] as const)
    await expect(
      panel.getByText(`${format(count(then, changed, verdict))} ${word}`, { exact: true }),
    ).toBeVisible();
});

test("an account and its findings are what they were", async ({ page }) => {
  const account = (await activeAccounts("earlier")).at(-1);
  await page.goto(`/accounts/${account?.id}?asOf=${earlier}`);
  await expect(page.getByRole("heading", { level: 1, name: account?.name ?? "" })).toBeVisible();
  const panel = page.getByRole("region", { name: "By pillar" });
  for (const { name, score } of await pillars("earlier", account?.id))
    await expect(panel.getByRole("listitem").filter({ hasText: name })).toContainText(score);
  const failing = (await verdicts("earlier", account?.id)).filter(({ verdict }) => verdict === "fail");
  const [first] = Map.groupBy(failing, (row) => row.control);
  await page.goto(`/findings?account=${account?.id}&control=${first?.[0]}&source=postern&asOf=${earlier}`);
  await expect(page.getByText(`${format(first?.[1].length ?? 0)} open`, { exact: true })).toBeVisible();
});

test("a filter, a sort and a page of the past stay in it", async ({ page }) => {
  await page.goto(`/findings?asOf=${earlier}`);
  await page.getByRole("combobox", { name: "Severity" }).click();
  await page.getByRole("option", { name: "Medium" }).click();
  await expect(page).toHaveURL(new RegExp(`severity=medium.*asOf=${earlier}`));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page).toHaveURL(new RegExp(`cursor=.*asOf=${earlier}`));
  await expect(banner(page)).toBeVisible();
  await page.getByRole("link", { name: "Back to now" }).click();
  await expect(page).toHaveURL("/findings?severity=medium");
});

test("the palette and the history of the browser stay in the past", async ({ page }) => {
  await page.goto(`/?asOf=${earlier}`);
  await expect(page.getByRole("link", { name: /^Collected/ })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("textbox", { name: /^Search pages/ }).fill("security-too");
  await expect(page.getByRole("button", { name: /security-tooling/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/accounts/\\d{12}\\?asOf=${earlier}$`));
  await page.goBack();
  await expect(page).toHaveURL(`/?asOf=${earlier}`);
});

test("a day is chosen with the keyboard alone, and today is now", async ({ page }) => {
  await page.goto(`/accounts?asOf=${earlier}`);
  await expect(page.getByText("What happened from then until the moment shown")).toBeHidden();
  await page.getByRole("button", { name: `As of ${formatAsOf(earlier)}` }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "As of" });
  await expect(dialog.getByRole("button", { name: `${formatAsOf(earlier)}, collected` })).toBeVisible();
  await dialog.getByRole("button", { name: `${formatAsOf(earlier)}, collected` }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/accounts?asOf=${daysAfter(earlier, 1)}`);
  // By the end of that day the last run was more than 24 hours ago.
  await expect(page.getByText("What happened from then until the moment shown")).toBeVisible();
});

test("before the first run nothing was known, and the first known day is a link", async ({ page }) => {
  const before = daysAfter(earlier, -1);
  for (const path of ["/", "/findings", "/controls", "/accounts", "/frameworks", "/runs"]) {
    await page.goto(`${path}?asOf=${before}`);
    await expect(
      page.getByRole("heading", { level: 1, name: "Nothing was known yet on that day" }),
    ).toBeVisible();
  }
  const [account] = await activeAccounts();
  await page.goto(`/accounts/${account?.id}?asOf=${before}`);
  await page.getByRole("link", { name: `See ${formatAsOf(earlier)}, the first day that is known` }).click();
  await expect(page.getByRole("heading", { level: 1, name: account?.name ?? "" })).toBeVisible();
  await expect(banner(page)).toBeVisible();
});

test("a moment that cannot be shown is refused by name", async ({ page }) => {
  for (const asOf of ["soon", "2999-01-01", "2026-02-30"]) {
    await page.goto(`/accounts?asOf=${asOf}`);
    await expect(page.getByRole("heading", { name: "This moment cannot be shown" })).toBeVisible();
    await expect(page.getByText(/^asOf: must/)).toBeVisible();
  }
  const answer = await page.request.get("/api/findings?asOf=soon");
  expect(answer.status()).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { code: "bad-request", field: "asOf" } });
});

test("what is entered is entered in the present", async ({ page }) => {
  for (const path of ["/exceptions", "/attestations", "/preflight", "/runs", "/runs/1"]) {
    await page.goto(`${path}?asOf=${earlier}`);
    await expect(banner(page)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    for (const name of [/Collect now/, /Request an exception/, /Record an attestation/, /Run preflight/])
      await expect(page.locator("main").getByText(name)).toBeHidden();
  }
  await page.goto(`/exceptions/new?asOf=${earlier}`);
  await expect(page.getByRole("heading", { name: "An exception is requested in the present" })).toBeVisible();
  for (const [path, words] of [
    ["/runbooks", "Runbooks have no past"],
    ["/preflight", "A preflight has no past"],
  ] as const) {
    await page.goto(`${path}?asOf=${earlier}`);
    await expect(page.getByText(words)).toBeVisible();
  }
});

const views = ["/", "/findings", "/accounts", `/controls/${control}`, "/runs", "/exceptions"];

for (const path of views)
  test(`${path} of the past can be used by everybody, in light and in dark`, async ({ page }) => {
    await page.goto(`${path}?asOf=${earlier}`);
    await expect(banner(page)).toBeVisible();
    await expectAccessibleInBoth(page);
  });

test("the calendar has no accessibility violation", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "As of now" }).click();
  await expect(page.getByRole("button", { name: `${formatAsOf(today)}, collected` })).toBeVisible();
  await expectAccessibleInBoth(page);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test("the past does not scroll sideways, and is left", async ({ page }) => {
    for (const path of views) {
      await page.goto(`${path}?asOf=${earlier}`);
      await expect(banner(page)).toBeVisible();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(390);
    }
    await pick(page, earlier, today);
    await expect(page).toHaveURL("/exceptions");
  });
});

test("paper says which day it shows", async ({ page }) => {
  await page.goto(`/controls?asOf=${earlier}`);
  await page.emulateMedia({ media: "print" });
  await expect(banner(page)).toBeVisible();
  await expect(page.getByRole("link", { name: "Back to now" })).toBeHidden();
});
