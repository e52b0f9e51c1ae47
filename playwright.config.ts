import { defineConfig } from "@playwright/test";

const executablePath = process.env["PLAYWRIGHT_CHROMIUM_PATH"];

const writing = ["**/exceptions.spec.ts", "**/targets.spec.ts", "**/incidents.spec.ts"] as const;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  // Brings up a stack of the run's own and hands its address on as POSTERN_URL.
  globalSetup: "./e2e/global-setup.ts",
  // Exceptions change what the other tests count, and judge accounts again while those collect; targets and incidents
  // change what pages say: they come after.
  projects: [
    { name: "pages", testIgnore: [...writing] },
    { name: "exceptions", testMatch: [...writing], dependencies: ["pages"] },
  ],
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 30_000,
  expect: { timeout: 10_000 },
  use: {
    ...(process.env["POSTERN_URL"] ? { baseURL: process.env["POSTERN_URL"] } : {}),
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
