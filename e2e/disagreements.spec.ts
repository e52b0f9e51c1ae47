import type { Page } from "@playwright/test";
import { z } from "zod";
import { expectAccessible } from "./looks.ts";
import { disagreements } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

type Disagreement = Awaited<ReturnType<typeof disagreements>>[number];

async function planted(verdict: "pass" | "fail"): Promise<Disagreement> {
  const found = (await disagreements()).find((each) => each.verdict === verdict);
  if (found === undefined) throw new Error(`Security Hub contradicts no ${verdict}.`);
  return found;
}

const items = (page: Page) => page.getByRole("list", { name: "Disagreements" }).getByRole("listitem");

/** From the control's page to the finding that Security Hub and we disagree about. */
async function openFinding(page: Page, { control, resource }: Disagreement) {
  await page.goto(`/controls/${control}`);
  const item = items(page).filter({ hasText: resource }).first();
  await item.getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Evidence", exact: true })).toBeVisible();
}

test("the controls say at their top how many verdicts Security Hub contradicts", async ({ page }) => {
  const all = await disagreements();
  await page.goto("/controls");
  const banner = page.getByRole("region", { name: "Security Hub disagrees" });
  await expect(banner).toContainText(`disagrees with ${all.length} verdicts`);
  await banner.getByRole("link", { name: /disagrees with/ }).click();
  await expect(page).toHaveURL(/disagreement=only/);
  await expect(page.getByRole("switch", { name: "Security Hub disagrees" })).toBeChecked();
  const rows = page.getByRole("region", { name: "Findings" }).locator("tbody tr");
  const { rowsShown } = await countFindings(page);
  await expect(rows).toHaveCount(rowsShown);
  await page.getByRole("button", { name: "Remove filter Security Hub disagrees" }).click();
  await expect(page).not.toHaveURL(/disagreement/);
});

async function countFindings(page: Page) {
  const answer = await page.request.get("/api/findings?disagreement=only&status=all");
  const { findings } = z
    .object({ findings: z.array(z.object({ uid: z.string() })) })
    .parse(await answer.json());
  return { rowsShown: findings.length };
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    for (const verdict of ["pass", "fail"] as const) {
      test(`where ours is ${verdict} both sides stand side by side`, async ({ page }) => {
        const one = await planted(verdict);
        await openFinding(page, one);
        const name = verdict === "fail" ? "Security Hub" : "Postern's own verdict";
        const panel = page.getByRole("region", { name, exact: true });
        await expect(panel).toContainText("The two disagree");
        await expect(panel).toContainText(one.control);
        await expect(panel).toContainText(one.detectorControl);
        await expect(panel.getByText("Pass", { exact: true })).toHaveCount(1);
        await expect(panel.getByText("Fail", { exact: true })).toHaveCount(1);
        await expectAccessible(page);
      });
    }

    test("a control lists where it is contradicted", async ({ page }) => {
      const { control, detectorControl } = await planted("fail");
      await page.goto(`/controls/${control}`);
      const of = (await disagreements()).filter((each) => each.control === control);
      await expect(items(page)).toHaveCount(of.length);
      await expect(items(page).first()).toContainText(detectorControl);
      await expectAccessible(page);
    });
  });
}

test("a finding of ours that Security Hub reports too is corroborated", async ({ page }) => {
  const list = z.object({ findings: z.array(z.object({ uid: z.string() })) });
  const opinion = z.object({
    secondOpinion: z.object({ corroborations: z.array(z.object({ findingUid: z.string() })) }).nullable(),
  });
  const found = list.parse(await (await page.request.get("/api/findings?source=security-hub")).json());
  const opinions = await Promise.all(
    found.findings.map(async ({ uid }) =>
      opinion.parse(await (await page.request.get(`/api/findings/${uid}`)).json()),
    ),
  );
  const both = opinions.flatMap(({ secondOpinion }) => secondOpinion?.corroborations ?? []);
  expect(both.length).toBeGreaterThan(0);
  await page.goto(`/findings/${both[0]?.findingUid}`);
  const panel = page.getByRole("region", { name: "Security Hub", exact: true });
  await expect(panel.getByRole("list", { name: "Corroborations" })).toContainText("Corroborated since");
});

test("on a phone nothing scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openFinding(page, await planted("fail"));
  for (const path of [null, "/controls", "/findings?disagreement=only"]) {
    if (path !== null) await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  }
});
