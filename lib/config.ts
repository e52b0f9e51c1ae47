import { z } from "zod";
import { severities } from "./inventory/findings.ts";
import type { Settings } from "./inventory/own.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const CRON = "five fields of numbers, *, ranges, lists and steps, as in `17 * * * *`";

const cronField = String.raw`[\d*]+(?:-\d+)?(?:/\d+)?(?:,[\d*]+(?:-\d+)?(?:/\d+)?)*`;
const cronPattern = new RegExp(`^${cronField}(?:\\s+${cronField}){4}$`);
const regionPattern = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

const SLA = "severities with days, such as critical=1,high=7,medium=30,low=90";
const slaPattern = new RegExp(
  `^(?:${severities.join("|")})=\\d{1,4}(?:,(?:${severities.join("|")})=\\d{1,4})*$`,
);

/** Days within which what newly fails is to be closed, where nothing else is configured. */
export const defaultSla: Settings["driftSlaDays"] = {
  critical: 1,
  high: 7,
  medium: 30,
  low: 90,
  informational: null,
};

function slaOf(text: string): Partial<Settings["driftSlaDays"]> {
  const given = new Map(
    text.split(",").map((part) => [part.split("=")[0] ?? "", Number(part.split("=")[1])]),
  );
  return Object.fromEntries(
    severities.flatMap((severity) => (given.has(severity) ? [[severity, given.get(severity)]] : [])),
  );
}

const wholeNumber = (from: number, to: number) => {
  const allowed = `a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d+$/, allowed)
    .transform(Number)
    .refine((value) => value >= from && value <= to, allowed);
};

const variables = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, "a URL such as postgresql://user:password@host:5432/database")
    .optional(),
  PORT: wholeNumber(1, 65_535).default(3000),
  POSTERN_ROLE_NAME: z
    .string()
    .regex(
      /^[\w+=,.@-]{1,64}$/,
      "the name of an IAM role (not its ARN), up to 64 letters, digits and +=,.@_-",
    )
    .default("PosternReadOnly"),
  POSTERN_EXTERNAL_ID: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, "2 to 1224 letters, digits and +=,.@:/_-")
    .optional(),
  POSTERN_REGIONS: z
    .string()
    .transform((text) => [...new Set(text.split(",").map((region) => region.trim()))].filter(Boolean))
    .refine((regions) => regions.every((region) => regionPattern.test(region)), {
      error: "Region names separated by commas, such as eu-central-1,us-east-1",
    })
    .optional(),
  POSTERN_SCHEDULE: z.string().regex(cronPattern, CRON).default("17 * * * *"),
  POSTERN_CONCURRENCY: wholeNumber(1, 256).default(8),
  POSTERN_REQUIRED_TAGS: z
    .string()
    .transform((text) => [...new Set(text.split(",").map((key) => key.trim()))].filter(Boolean))
    .refine((keys) => keys.every((key) => key.length <= 128), {
      error: "tag keys of up to 128 characters separated by commas, such as owner,environment",
    })
    .default([]),
  POSTERN_DRIFT_SLA_DAYS: z
    .string()
    .regex(slaPattern, SLA)
    .transform((text) => ({ ...defaultSla, ...slaOf(text) }))
    .default(defaultSla),
  POSTERN_THREAT_QUEUE_URL: z
    .string()
    .regex(/^https?:\/\/\S+\/\d{12}\/[\w-]{1,80}$/, {
      error:
        "the URL of an SQS queue, such as https://sqs.eu-central-1.amazonaws.com/111122223333/postern-threats",
    })
    .optional(),
});

/** Everything that the environment decides, read once and typed. */
export type Config = {
  databaseUrl: string | undefined;
  port: number;
  /** The role that Postern assumes in every member account. */
  roleName: string;
  externalId: string | undefined;
  /** Undefined: all Regions that are enabled in an account. */
  regions: readonly string[] | undefined;
  /** When the worker collects by itself, in cron's notation, UTC. */
  schedule: string;
  /** How many accounts one worker collects at once. */
  concurrency: number;
  /** The SQS queue that EventBridge puts findings into, if there is one. */
  threatQueueUrl: string | undefined;
  settings: Settings;
};

/** Reads the environment; throws one sentence for every variable that holds something else than it may. */
export function readConfig(env: Environment): Config {
  // A variable set to nothing, as compose files do, is a variable that is not set.
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const result = variables.safeParse(present);
  if (!result.success) throw new Error(explain(result.error));
  const values = result.data;
  return {
    databaseUrl: values.DATABASE_URL,
    port: values.PORT,
    roleName: values.POSTERN_ROLE_NAME,
    externalId: values.POSTERN_EXTERNAL_ID,
    regions: values.POSTERN_REGIONS,
    schedule: values.POSTERN_SCHEDULE,
    concurrency: values.POSTERN_CONCURRENCY,
    threatQueueUrl: values.POSTERN_THREAT_QUEUE_URL,
    settings: { requiredTags: values.POSTERN_REQUIRED_TAGS, driftSlaDays: values.POSTERN_DRIFT_SLA_DAYS },
  };
}

function explain(error: z.ZodError): string {
  // The value stays out of the sentence: DATABASE_URL holds a password.
  const lines = error.issues.map((issue) => `${issue.path.join(".")} must be ${issue.message}.`);
  return `The environment cannot be used:\n${[...new Set(lines)].join("\n")}`;
}
