import { defineConfig } from "vitest/config";

const never = ["**/node_modules/**", "**/.next/**", "**/.venv/**", "e2e/**"];

/** Rooms without a clock, network, file or database: their tests cannot disturb each other. */
const pure = [
  "lib/{controls,evaluate,iam,inventory,metrics,network}/**/*.test.ts",
  "components/**/*.test.ts",
];

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
          exclude: [...never, ...pure, "collectors/contract/**"],
          globalSetup: ["lib/store/testing/global-setup.ts"],
        },
      },
      {
        extends: true,
        // One after another in one place: loading the rooms anew for each file would cost most of the time.
        test: { name: "pure", include: pure, exclude: never, isolate: false },
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
