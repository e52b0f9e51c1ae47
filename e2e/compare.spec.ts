import type { Page } from "@playwright/test";
import { formatAsOf } from "#components/format.ts";
import type { CompareDto } from "#lib/api/dto/compare.ts";
import { dayOf, daysAfter } from "#lib/api/input-fields.ts";
import { byControl, changes, judged } from "./changes-truth.ts";
import { expectGoodLooks } from "./looks.ts";
import { activeAccounts, earlierDay } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

const earlier = earlierDay();
const today = dayOf(new Date());
const format = (count: number) => count.toLocaleString("en-US");
const kinds = ["new", "fixed", "departed"] as const;
const names = { new: "New", fixed: "Fixed", departed: "Account left" } as const;

/** The account in which most changed, and the control of which most did in it. */
async function mostChanged() {
  const truth = await changes();
  const all = [...truth.new, ...truth.fixed];
  const largest = <T>(groups: Map<string, T[]>) => [...groups].sort(([, a], [, b]) => b.length - a.length)[0];
  const account = largest(Map.groupBy(all, (row) => row.account));
  const control = largest(Map.groupBy(account?.[1] ?? [], (row) => row.control));
  if (account === undefined || control === undefined) throw new Error("Nothing changed in thirty days.");
  return { account: account[0], control: control[0] };
}

async function compared(page: Page, query: Readonly<Record<string, string>>): Promise<CompareDto> {
  const answer = await page.request.get(`/api/compare?${new URLSearchParams(query)}`);
  expect(answer.status()).toBe(200);
  const body: CompareDto = await answer.json();
  return body;
}

const kindsOf = (page: Page) => page.getByRole("navigation", { name: "Kinds of change" });

test("what changed in the organization, and in one account, is what the two days truly hold", async ({
  page,
}) => {
  const { account } = await mostChanged();
  for (const scope of [undefined, account]) {
    const truth = await changes(scope);
    const found = await compared(page, { from: earlier, ...(scope === undefined ? {} : { account: scope }) });
    const shown = found.changes?.byControl ?? [];
    for (const kind of kinds) {
      const expected = byControl(truth[kind]);
      const counted = shown.flatMap(({ controlId, counts }) =>
        controlId !== null && judged.has(controlId) && counts[kind] > 0 ? [[controlId, counts[kind]]] : [],
      );
      expect.soft(Object.fromEntries(counted), `${kind} in ${scope ?? "the organization"}`).toEqual(expected);
    }
  }
  expect((await changes()).new.length).toBeGreaterThan(0);
  expect((await changes()).fixed.length).toBeGreaterThan(0);
});

test("the page of a control in an account counts and lists them, each at its own day", async ({ page }) => {
  const { account, control } = await mostChanged();
  const truth = await changes(account);
  const own = (kind: (typeof kinds)[number]) => truth[kind].filter((row) => row.control === control);
  await page.goto(`/compare?from=${earlier}&account=${account}&control=${control}`);
  for (const kind of kinds)
    await expect(
      kindsOf(page).getByRole("link", { name: `${names[kind]} ${format(own(kind).length)}`, exact: true }),
    ).toBeVisible();
  const kind = own("fixed").length > 0 ? "fixed" : "new";
  await kindsOf(page)
    .getByRole("link", { name: new RegExp(`^${names[kind]}`) })
    .click();
  await expect(page).toHaveURL(new RegExp(`kind=${kind}`));
  const rows = page.getByRole("region", { name: "Changed findings" }).locator("tbody tr");
  await expect(rows).toHaveCount(Math.min(50, own(kind).length));
  await rows.first().getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Evidence", exact: true })).toBeVisible();
  await expect(page).toHaveURL(kind === "fixed" ? new RegExp(`asOf=${earlier}`) : /findings\/[0-9a-f-]+$/);
});

test("accounts that joined, left or moved are told", async ({ page }) => {
  const [then, now] = [await activeAccounts("earlier"), await activeAccounts("today")];
  const found = (await compared(page, { from: earlier })).changes?.accounts ?? [];
  const without = (list: typeof then, other: typeof then) =>
    list.filter(({ id }) => other.every((each) => each.id !== id)).map(({ id }) => id);
  const told = (what: string) => found.filter((each) => each.what === what).map((each) => each.account.id);
  expect(told("joined").sort()).toEqual(without(now, then).sort());
  expect(told("left").sort()).toEqual(without(then, now).sort());
});

test("dates are chosen with the keyboard alone, from the calendar and by shortcut", async ({ page }) => {
  await page.goto("/compare");
  await expect(page.getByRole("heading", { level: 1, name: "What changed" })).toBeVisible();
  await page
    .getByRole("navigation", { name: "Shortcuts" })
    .getByRole("link", { name: "Last 30 days" })
    .focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/compare?from=${earlier}`);
  await page.getByRole("button", { name: `From ${formatAsOf(earlier)}` }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "From" });
  await dialog.getByRole("button", { name: `${formatAsOf(earlier)}, collected` }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/compare?from=${daysAfter(earlier, 1)}`);
  await expect(page.getByText(`From ${formatAsOf(daysAfter(earlier, 1))} to now`)).toBeVisible();
});

test("an account and a control lead here, and keep what they show", async ({ page }) => {
  const [account] = await activeAccounts();
  await page.goto(`/accounts/${account?.id}`);
  await page.getByRole("link", { name: "Compare with…" }).click();
  await expect(page).toHaveURL(`/compare?account=${account?.id}`);
  await expect(page.getByText(`in ${account?.name}`)).toBeVisible();
  await page.goto("/controls/iam-user-mfa");
  await page.getByRole("link", { name: "Compare with…" }).click();
  await expect(page).toHaveURL("/compare?control=iam-user-mfa");
  await expect(page.getByRole("heading", { name: "How the control stood" })).toBeVisible();
});

test("the overview says in one line what changed in a week, as the comparison does", async ({ page }) => {
  const week = daysAfter(today, -7);
  const { changes: found } = await compared(page, { from: week });
  const added = Object.values(found?.bySeverity.new ?? {}).reduce((sum, count) => sum + count, 0);
  await page.goto("/");
  await page.getByRole("link", { name: `Since ${formatAsOf(week)}: ${format(added)} new` }).click();
  await expect(page).toHaveURL(`/compare?from=${week}`);
  await expect(kindsOf(page).getByRole("link", { name: `New ${format(added)}`, exact: true })).toBeVisible();
});

test.describe("dates", () => {
  test("in the wrong order are swapped by one click", async ({ page }) => {
    await page.goto(`/compare?from=${today}&to=${earlier}&control=iam-user-mfa`);
    await expect(page.getByRole("heading", { name: "The first date is after the second" })).toBeVisible();
    await page.getByRole("link", { name: "Swap the dates" }).click();
    await expect(page).toHaveURL(`/compare?from=${earlier}&to=${today}&control=iam-user-mfa`);
    await expect(page.getByRole("heading", { level: 1, name: "What changed" })).toBeVisible();
  });

  test("of the same day, and what is no date, are refused by name", async ({ page }) => {
    await page.goto(`/compare?from=${earlier}&to=${earlier}`);
    await expect(page.getByText("Both dates are the same day")).toBeVisible();
    await page.goto("/compare?from=soon");
    await expect(page.getByText(/^from: must be a day/)).toBeVisible();
    const answer = await page.request.get("/api/compare?to=2999-01-01");
    expect(answer.status()).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: "bad-request", field: "to" } });
  });

  test("before the first run compare with nothing, and the first run is a link", async ({ page }) => {
    await page.goto(`/compare?from=${daysAfter(earlier, -3)}`);
    await expect(page.getByRole("heading", { name: /^Nothing was known yet on/ })).toBeVisible();
    await page.getByRole("link", { name: /^Compare with the first run/ }).click();
    await expect(page.getByRole("heading", { name: "Findings that changed" })).toBeVisible();
  });

  test("with no run between them differ in nothing, and it is said", async ({ page }) => {
    await page.goto(`/compare?from=${earlier}&to=${daysAfter(earlier, 1)}`);
    await expect(page.getByText("Nothing was collected between the two")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Nothing changed" })).toBeVisible();
  });
});

test("what is not there is said not to be there", async ({ page }) => {
  for (const query of ["account=000000000000", "unit=ou-none-none", "control=no-such"]) {
    await page.goto(`/compare?${query}`);
    await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  }
});

test("in the past it ends there", async ({ page }) => {
  await page.goto(`/compare?asOf=${daysAfter(earlier, 3)}`);
  await expect(
    page.getByText(`You see ${formatAsOf(daysAfter(earlier, 3))} as it was known then.`),
  ).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing changed" })).toBeVisible();
});

for (const [state, query] of [
  ["what changed", `from=${earlier}`],
  ["what changed of a control", `from=${earlier}&control=iam-user-mfa`],
  ["nothing changed", `from=${earlier}&to=${daysAfter(earlier, 1)}`],
  ["nothing known", `from=${daysAfter(earlier, -3)}`],
  ["swapped dates", `from=${today}&to=${earlier}`],
] as const)
  test(`${state} can be used by everybody, in light, in dark and on a phone`, async ({ page }) => {
    await page.goto(`/compare?${query}`);
    await expectGoodLooks(page);
  });
