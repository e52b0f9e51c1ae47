import { severityNames } from "#components/labels.ts";
import type { DriftDto } from "#lib/api/dto/drift.ts";
import { daysAfter } from "#lib/api/input-fields.ts";
import { defaultSla } from "#lib/config.ts";
import { controls } from "#lib/controls/registry.ts";
import { drifted, judged } from "./changes-truth.ts";
import { expectGoodLooks } from "./looks.ts";
import { earlierDay } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

const earlier = earlierDay();
const severityOf = new Map(controls.map(({ id, severity }) => [id, severity]));

/** Where most drifted. */
async function mostDrifted() {
  const [largest] = [...Map.groupBy(await drifted(), ({ account }) => account)].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  if (largest === undefined) throw new Error("Nothing drifted in thirty days.");
  return largest;
}

test("what drifted in the organization, and in one account, is what the two days truly hold", async ({
  page,
}) => {
  const [account] = await mostDrifted();
  for (const scope of [undefined, account]) {
    const truth = await drifted(scope);
    const keys: string[] = [];
    for (let cursor = "", more = true; more; ) {
      const query = new URLSearchParams({ ...(scope === undefined ? {} : { account: scope }), cursor });
      const found: DriftDto = await (await page.request.get(`/api/drift?${query}`)).json();
      expect(found.limits).toEqual(defaultSla);
      for (const { controlId, resourceId, account: own, region } of found.findings)
        if (judged.has(controlId ?? "")) keys.push([own.id, region, controlId, resourceId].join("|"));
      cursor = found.nextCursor ?? "";
      more = cursor !== "";
    }
    const expected = truth.map((row) => [row.account, row.region, row.control, row.resource].join("|"));
    expect.soft(keys.sort(), scope ?? "the organization").toEqual(expected.sort());
  }
});

test("the page counts them by severity within their days, and each says its own", async ({ page }) => {
  const [account, rows] = await mostDrifted();
  const control = rows[0]?.control ?? "";
  const own = rows.filter((row) => row.control === control);
  await page.goto(`/drift?account=${account}&control=${control}`);
  await expect(
    page.getByText(`${own.length} finding${own.length === 1 ? "" : "s"} newly failing and open`),
  ).toBeVisible();
  const panel = page.getByRole("region", { name: "Within and beyond the days allowed" });
  const severity = severityNames[severityOf.get(control) ?? "critical"];
  await expect(panel.getByRole("listitem").filter({ hasText: severity })).toContainText(
    `0 overdue, ${own.length} within`,
  );
  await page
    .getByRole("region", { name: "Drift", exact: true })
    .locator("tbody")
    .getByRole("link")
    .first()
    .click();
  await expect(page.getByText(/^0 days(, no limit| of \d+)$/)).toBeVisible();
});

test("before the second run nothing had drifted", async ({ page }) => {
  await page.goto(`/drift?asOf=${daysAfter(earlier, 3)}`);
  await expect(page.getByText("Nothing drifted:")).toBeVisible();
  await page.goto(`/drift?asOf=${daysAfter(earlier, -1)}`);
  await expect(
    page.getByRole("heading", { level: 1, name: "Nothing was known yet on that day" }),
  ).toBeVisible();
});

test("drift is reached with the keyboard alone, and limited to an account", async ({ page }) => {
  const [account] = await mostDrifted();
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Drift" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Drift" })).toBeVisible();
  await page.getByRole("combobox", { name: "Account" }).focus();
  await page.keyboard.type(account);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/drift?account=${account}`);
});

test("a filter that cannot be understood is named, and what is not there is said not to be there", async ({
  page,
}) => {
  await page.goto("/drift?account=12");
  await expect(page.getByText(/^account: must be/)).toBeVisible();
  await page.goto("/drift?account=000000000000");
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
});

test("drift of the past can be used by everybody, in light, in dark and on a phone", async ({ page }) => {
  await page.goto(`/drift?asOf=${earlier}`);
  await expectGoodLooks(page);
});
