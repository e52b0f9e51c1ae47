import { defineConfig } from "vitest/config";

const never = ["**/node_modules/**", "**/.next/**", "**/.venv/**", "e2e/**"];

export default defineConfig({
  test: {
    pool: "forks",
    // Most of the time is spent waiting for Postgres, a worker or the simulator.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...never, "collectors/contract/**"],
          globalSetup: ["lib/store/testing/global-setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "contract",
          include: ["collectors/contract/**/*.test.ts"],
          exclude: never,
          globalSetup: ["lib/store/testing/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
