import { createPool } from "#lib/store/pool.ts";
import { lackingReport } from "#lib/store/testing/preflight-report.ts";
import { expectAccessible, expectGoodLooks } from "./looks.ts";
import { activeAccounts } from "./simulator.ts";
import { expect, test } from "./watched-page.ts";

// One preflight at a time, and the last one is what the page shows.
test.describe.configure({ mode: "serial" });

test("a preflight is started by keyboard, followed, and finds every account as it should be", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const count = (await activeAccounts()).length;
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Preflight" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Preflight" })).toBeVisible();
  await page.getByRole("button", { name: "Run preflight" }).focus();
  await page.keyboard.press("Enter");
  const progress = page.getByRole("progressbar", { name: /Progress of preflight/ });
  await expect(progress).toBeVisible();
  await expect(page.getByRole("button", { name: "Checking…" })).toBeDisabled();
  await expectAccessible(page);

  const second = await page.request.post("/api/preflight");
  expect(second.status()).toBe(409);
  expect(await second.text()).toContain("is still under way");

  await expect(progress).toBeHidden({ timeout: 90_000 });
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict).toContainText(
    `Postern can enter all ${count} accounts, and nothing that it asked for was refused.`,
  );
  await expect(verdict).toContainText(`${count} of ${count} accounts entered`);
  const administrators = page.getByRole("region", { name: "Administrators" });
  await expect(administrators.getByRole("link", { name: "security-tooling" })).toHaveCount(7);
  await expect(page.getByRole("region", { name: "Not probed" })).toContainText(
    "iam:GenerateCredentialReport, iam:GenerateServiceLastAccessedDetails",
  );
  await expect(page.getByRole("region", { name: "Missing" })).toBeHidden();
});

async function plant(): Promise<{ denied: { id: string; name: string }; closed: { name: string } }> {
  const accounts = await activeAccounts();
  const [denied, closed] = accounts;
  if (denied === undefined || closed === undefined) throw new Error("The Organization has no two accounts.");
  const names = Object.fromEntries(accounts.map(({ id, name }) => [id, name]));
  const report = lackingReport(names, { denied: denied.id, closed: closed.id });
  const pool = createPool(process.env["POSTERN_DATABASE_URL"] ?? "", 1);
  try {
    await pool.query(
      `insert into preflight (state, requested_by, started_at, finished_at, result)
       values ('complete', 'somebody', now(), now(), $1)`,
      [JSON.stringify(report)],
    );
  } finally {
    await pool.end();
  }
  return { denied, closed };
}

test("what is missing is named with its accounts, its cost and the statement to add, for everybody", async ({
  page,
}) => {
  const { denied, closed } = await plant();
  await page.goto("/preflight");
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("1 action is denied");
  const row = page.getByRole("row").filter({ hasText: "iam:ListVirtualMFADevices" });
  await expect(row.getByRole("link", { name: denied.name })).toHaveAttribute(
    "href",
    `/accounts/${denied.id}`,
  );
  await expect(row).toContainText("iam.virtual-mfa-device");
  await expect(row.getByRole("link", { name: "Root MFA is hardware" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Cannot be entered" })).toContainText(closed.name);
  const statement = page.getByRole("region", { name: "statement ReadPosture for the role" });
  expect(JSON.parse((await statement.textContent()) ?? "")).toMatchObject({
    Action: ["iam:ListVirtualMFADevices"],
  });
  await expect(page.getByRole("region", { name: "Administrators" })).toContainText("nobody is delegated");
  await expectGoodLooks(page);
});
