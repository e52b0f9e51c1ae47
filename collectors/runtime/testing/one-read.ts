import pLimit from "p-limit";
import { allCollectors } from "#collectors/registry.ts";
import { awsEnvironment, type TestAws } from "#collectors/worker/testing/fixture.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { collectUnit, type UnitResult } from "../collect-unit.ts";
import { type Collector, defineCollector, type Read } from "../define.ts";
import { assumedSession } from "../session.ts";

/** The day of the simulator these reads are run against. */
export const date = "2026-11-20";
export const access = {
  roleName: "PosternReadOnly",
  externalId: undefined,
  homeRegion: "us-east-1",
  partition: "aws",
};

/** A protocol's representative: one read of one operation. */
export interface Case {
  readonly protocol: string;
  readonly kind: string;
  readonly operation: string;
  /** The IAM action to grant, where it is not named like the operation. */
  readonly action?: string;
  readonly denied: string;
  readonly throttling: { readonly code: string; readonly status: number };
  readonly region: string | undefined;
}

export const cases: readonly Case[] = [
  {
    protocol: "awsJson",
    kind: "organizations.delegated-administrator",
    operation: "organizations:ListDelegatedAdministrators",
    denied: "AccessDeniedException",
    throttling: { code: "TooManyRequestsException", status: 400 },
    region: undefined,
  },
  {
    protocol: "query",
    kind: "iam.role",
    operation: "iam:GetAccountAuthorizationDetails",
    denied: "AccessDenied",
    throttling: { code: "Throttling", status: 400 },
    region: undefined,
  },
  {
    protocol: "ec2Query",
    kind: "ec2.security-group",
    operation: "ec2:DescribeSecurityGroups",
    denied: "UnauthorizedOperation",
    throttling: { code: "RequestLimitExceeded", status: 503 },
    region: "us-east-1",
  },
  {
    protocol: "restXml",
    kind: "s3.bucket",
    operation: "s3:ListBuckets",
    action: "s3:ListAllMyBuckets",
    denied: "AccessDenied",
    throttling: { code: "SlowDown", status: 503 },
    region: undefined,
  },
  {
    protocol: "restJson",
    kind: "guardduty.detector",
    operation: "guardduty:ListDetectors",
    denied: "AccessDeniedException",
    throttling: { code: "TooManyRequestsException", status: 429 },
    region: "us-east-1",
  },
  {
    protocol: "findings of restJson",
    kind: "securityhub.finding",
    operation: "securityhub:GetFindings",
    denied: "AccessDeniedException",
    throttling: { code: "TooManyRequestsException", status: 429 },
    region: "us-east-1",
  },
];

/** The read of a case, after those of its collector that it needs. */
function readsOf({ kind, operation }: Case): { collector: Collector; reads: readonly Read[] } {
  for (const collector of allCollectors)
    for (const read of collector.reads) {
      if (!read.yields.some((each) => each === kind) || !read.operations.includes(operation)) continue;
      const needed = collector.reads.filter((other) =>
        other.yields.some((each) => read.needs?.some((need) => need === each)),
      );
      return { collector, reads: [...needed, read] };
    }
  throw new Error(`No collector reads ${kind}.`);
}

export const minutes = (count: number) => new Date(Date.parse(`${date}T12:00:00Z`) + count * 60_000);

/** Where the reads are run: an AWS, one of its accounts, and the management account. */
export interface BenchAws extends TestAws {
  readonly member: string;
  readonly management: string;
}

/** A database of its own in which single reads are run. */
export interface Bench {
  readonly pool: Pool;
  accountOf(each: Case): string;
  /** Runs the one read, as a unit of its own, `at` minutes past noon. */
  collect(
    each: Case,
    at: number,
    options?: { signal?: AbortSignal; deadlineMs?: number },
  ): Promise<UnitResult>;
  /** What the store has in force of the case's kind, `at` minutes past noon. */
  known(each: Case, at: number): Promise<string[]>;
  /** Forgets everything that was collected. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

const inForce = `
  select resource_id as id from fact
  where account_id = $1 and kind = $2 and valid_from <= $3 and valid_to > $3
  union all
  select key from finding
  where account_id = $1 and source::text || '.finding' = replace($2, 'securityhub', 'security-hub')
    and valid_from <= $3 and valid_to > $3`;

export async function openBench(aws: BenchAws): Promise<Bench> {
  Object.assign(process.env, awsEnvironment(aws));
  const database = await freshDatabase();
  const pool = createPool(database.url, 8);
  const accountOf = ({ operation }: Case) =>
    operation.startsWith("organizations:") ? aws.management : aws.member;
  return {
    pool,
    accountOf,
    async collect(each, at, { signal = new AbortController().signal, deadlineMs = 60_000 } = {}) {
      const { collector, reads } = readsOf(each);
      const session = assumedSession(accountOf(each), access, 1n);
      try {
        return await collectUnit({
          pool,
          session,
          collectors: [defineCollector({ ...collector, budgets: {}, reads })],
          region: each.region,
          enabledRegions: ["us-east-1"],
          runId: BigInt(at),
          asOf: minutes(at),
          signal,
          deadlineMs,
          limit: pLimit(4),
          findingScope: {
            accountIds: [accountOf(each)],
            regions: each.region === undefined ? null : [each.region],
          },
        });
      } finally {
        session.clients.destroy();
      }
    },
    async known(each, at) {
      const { rows } = await pool.query<{ id: string }>(inForce, [accountOf(each), each.kind, minutes(at)]);
      return rows.map((row) => row.id).sort();
    },
    async clear() {
      await pool.query("truncate fact, finding, finding_cursor, coverage");
    },
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}

/** A simulator's rule that strikes the case's operation. */
export function ruleFor<const E>({ operation: full }: Case, effect: E) {
  const [service = "", operation = ""] = full.split(":");
  return { service, operation, effect };
}

/** What the case's kind came to. */
export function seen(each: Case, { coverage }: UnitResult) {
  const entry = coverage.find(({ kind }) => kind === each.kind);
  return { state: entry?.state, code: entry?.cause?.code ?? null, action: entry?.cause?.action ?? null };
}

export const complete = { state: "complete", code: null, action: null };
