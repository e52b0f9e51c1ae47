import { Dice, fraction } from "./dice.ts";
import { encryptionKey } from "./keys.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { rowsIn } from "./rows.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks, by ECR repository, for ecr-scan (passes with scan on push, or where a rule of the registry that scans by
// itself matches its name; under enhanced scanning by such a rule alone), for ecr-immutable-tags (fails as well where
// some tags are left out); of resource-policy-no-public, for repository policies: fails where everybody may pull, not
// applicable without a policy.

export interface Repository {
  readonly name: string;
  readonly arn: string;
  readonly scanOnPush: boolean;
  readonly immutable: boolean;
  /** Tags that can be moved though the others cannot. */
  readonly movableTags: readonly string[];
  readonly kmsKey: string | undefined;
  readonly policy: object | undefined;
}

export interface ScanRule {
  readonly frequency: "SCAN_ON_PUSH" | "CONTINUOUS_SCAN" | "MANUAL";
  readonly filter: string;
}

export interface Registry {
  readonly repositories: readonly Repository[];
  readonly scanType: "BASIC" | "ENHANCED";
  readonly rules: readonly ScanRule[];
  readonly truth: readonly TruthRow[];
}

const names = ["prod/storefront", "prod/worker", "tools/builder", "experiments"] as const;

/** Which names a registry scans, by its rules; a rule that scans only when asked covers nothing. */
const registries: readonly [Covering, ...Covering[]] = [
  { rules: [], covers: () => false },
  { rules: [{ frequency: "SCAN_ON_PUSH", filter: "*" }], covers: () => true },
  { rules: [{ frequency: "SCAN_ON_PUSH", filter: "prod/*" }], covers: (name) => name.startsWith("prod/") },
  // Without a star a filter matches every name that holds it.
  { rules: [{ frequency: "SCAN_ON_PUSH", filter: "tools" }], covers: (name) => name === "tools/builder" },
  { rules: [{ frequency: "MANUAL", filter: "*" }], covers: () => false },
  // It replaced what the repositories had set themselves, and nobody noticed which it leaves out.
  {
    enhanced: true,
    rules: [{ frequency: "CONTINUOUS_SCAN", filter: "*/storefront" }],
    covers: (name) => name === "prod/storefront",
  },
];

interface Covering {
  readonly enhanced?: boolean;
  readonly rules: readonly ScanRule[];
  readonly covers: (name: string) => boolean;
}

function pullPolicy(dice: Dice, account: Account, world: World, open: boolean): object | undefined {
  const pull = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  const allow = (Principal: unknown, Condition?: object) => ({
    Version: "2012-10-17",
    Statement: [{ Sid: "Pull", Effect: "Allow", Principal, Action: pull, ...(Condition && { Condition }) }],
  });
  const closed = dice.pick([
    undefined,
    allow({ AWS: `arn:aws:iam::${account.id}:root` }),
    allow("*", { StringEquals: { "aws:PrincipalOrgID": world.organization.id } }),
    allow({ Service: "lambda.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": account.id } }),
  ]);
  const opened = dice.pick([
    allow("*"),
    allow({ AWS: ["*"] }),
    // A request that does not come through an endpoint lacks the key, and then the condition is true.
    allow("*", { StringEqualsIfExists: { "aws:SourceVpce": `vpce-0${dice.hex(16)}` } }),
  ]);
  return open ? opened : closed;
}

const remember = remembered((world, place): Registry => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const rowOf = rowsIn(account, region);
  const registry = new Dice(`${world.options.seed}/${place}/ecr`).pick(registries);
  const count = Math.floor(fraction(`${world.options.seed}/${place}/ecr/count`) * (names.length + 1));
  const made = names.slice(0, count).map((name) => {
    const key = `${place}/ecr/${name}`;
    const dice = new Dice(`${world.options.seed}/${key}`);
    const movable = problem(world, `${key}/tags`, 0.45);
    const most = movable && dice.chance(0.3);
    const open = problem(world, `${key}/open`, 0.1);
    const repository: Repository = {
      name,
      arn: `arn:aws:ecr:${region}:${id}:repository/${name}`,
      scanOnPush: !problem(world, `${key}/scan`, 0.5),
      immutable: !movable || most,
      movableTags: most ? ["latest"] : [],
      kmsKey: dice.chance(0.3) ? encryptionKey(world, account, region) : undefined,
      policy: pullPolicy(dice, account, world, open),
    };
    const scanned = (repository.scanOnPush && !registry.enhanced) || registry.covers(name);
    const withPolicy = open ? "fail" : "pass";
    const truth = [
      rowOf(
        "resource-policy-no-public",
        repository.arn,
        repository.policy === undefined ? "notApplicable" : withPolicy,
      ),
      rowOf("ecr-scan", repository.arn, scanned ? "pass" : "fail"),
      rowOf("ecr-immutable-tags", repository.arn, movable ? "fail" : "pass"),
    ];
    return { repository, truth };
  });
  return {
    repositories: made.map(({ repository }) => repository),
    scanType: registry.enhanced ? "ENHANCED" : "BASIC",
    rules: registry.rules,
    truth: made.flatMap(({ truth }) => truth),
  };
}, 1_000);

/** The ECR registry of one Region of an account. */
export function registryOf(world: World, account: Account, region: string): Registry {
  return remember(world, `${account.id}/${region}`);
}
