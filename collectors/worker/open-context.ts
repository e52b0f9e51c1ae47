import type { Logger } from "pino";
import { collectors } from "#collectors/registry.ts";
import type { Access } from "#collectors/runtime/session.ts";
import type { Config } from "#lib/config.ts";
import type { Pool } from "#lib/store/pool.ts";
import { Cancellations } from "./cancellations.ts";
import type { WorkerContext } from "./context.ts";

const readDeadlineMs = 15 * 60 * 1_000;

/** The context of a worker with the registry's collectors, as configured by the environment. */
export function openContext(
  pool: Pool,
  config: Pick<Config, "roleName" | "externalId" | "settings">,
  log: Logger,
  env: NodeJS.ProcessEnv = process.env,
): WorkerContext {
  return {
    pool,
    access: accessOf(config, env),
    collectors,
    cancellations: new Cancellations(),
    log,
    settings: config.settings,
    deadlineMs: readDeadlineMs,
  };
}

/** How accounts are reached, as configured by the environment. */
export function accessOf(config: Pick<Config, "roleName" | "externalId">, env: NodeJS.ProcessEnv): Access {
  const homeRegion = env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"] ?? "us-east-1";
  const { roleName, externalId } = config;
  return { roleName, externalId, homeRegion, partition: partitionOf(homeRegion) };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html: three partitions are told by their Regions. */
function partitionOf(region: string): string {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  if (region.startsWith("cn-")) return "aws-cn";
  return "aws";
}
