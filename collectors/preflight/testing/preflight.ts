import { collectors } from "#collectors/registry.ts";
import type { Access } from "#collectors/runtime/session.ts";
import { awsEnvironment, type TestAws, unhurried } from "#collectors/worker/testing/fixture.ts";
import type { PreflightReport } from "#lib/inventory/preflight.ts";
import { reportOf } from "../report.ts";
import { type PreflightOptions, runPreflight } from "../run-preflight.ts";

export const access: Access = {
  roleName: "PosternReadOnly",
  externalId: undefined,
  homeRegion: "us-east-1",
  partition: "aws",
  attempts: 1,
};

/** A preflight of a simulated Organization, from its start to its report. */
export async function preflight(
  aws: TestAws,
  change: Partial<PreflightOptions> = {},
): Promise<PreflightReport> {
  // Environment variables belong to the process, and every test file has its own.
  Object.assign(process.env, awsEnvironment(aws));
  const options = {
    access,
    collectors: unhurried(collectors),
    regions: [],
    concurrency: 8,
    signal: new AbortController().signal,
    onProgress: async () => undefined,
    ...change,
  };
  return reportOf(runPreflight(options), options);
}
