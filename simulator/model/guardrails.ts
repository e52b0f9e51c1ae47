import { hasProblem } from "./calendar.ts";
import { Dice } from "./dice.ts";
import { type Account, pathOf } from "./organization.ts";
import { type ModelOptions, row, type TruthRow, type World } from "./world.ts";

/** A service control policy with the actions it was written to forbid to everybody. */
export interface Guardrail {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly awsManaged: boolean;
  readonly document: string;
  readonly targets: readonly string[];
  readonly forbids: readonly string[];
  /** Those of them that break-glass may do all the same. */
  readonly spares: readonly string[];
}

const required = [
  "organizations:LeaveOrganization",
  "cloudtrail:StopLogging",
  "cloudtrail:DeleteTrail",
  "guardduty:DeleteDetector",
  "securityhub:DisableSecurityHub",
  "config:StopConfigurationRecorder",
  "config:DeleteConfigurationRecorder",
] as const;

const [leave, stopLogging, deleteTrail, deleteDetector, disableHub, stopRecorder, deleteRecorder] = required;

const suspendDetector = "guardduty:UpdateDetector";
const recorders = [stopRecorder, deleteRecorder, "config:PutConfigurationRecorder"];

function deny(sid: string, actions: readonly string[], condition?: object): object {
  return {
    Sid: sid,
    Effect: "Deny",
    Action: actions,
    Resource: "*",
    ...(condition && { Condition: condition }),
  };
}

function document(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** The organization's service control policies and where they hang on a day. */
export function guardrails(
  options: ModelOptions,
  day: number,
  rootId: string,
  units: ReadonlyMap<string, { readonly id: string }>,
): Guardrail[] {
  const unit = (name: string) => units.get(name)?.id ?? rootId;
  const policy = (
    name: string,
    description: string,
    text: string,
    targets: string[],
    forbids: string[],
    spares: string[] = [],
  ) => ({
    id: `p-${new Dice(`${options.seed}/policy/${name}`).hex(8)}`,
    name,
    description,
    awsManaged: false,
    document: text,
    targets,
    forbids,
    spares,
  });
  const exempt = { ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/SecurityBreakGlass"] } };
  const covered = ["Security", "Infrastructure", "Prod"].map(unit);
  // Non-production lacks its detection guardrail until somebody gets to it.
  const forgotten = hasProblem(`${options.seed}/guardrail/NonProd`, 0.8, day, options.epoch);
  return [
    {
      id: "p-FullAWSAccess",
      name: "FullAWSAccess",
      description: "Allows access to every operation",
      awsManaged: true,
      document: document({ Effect: "Allow", Action: "*", Resource: "*" }),
      targets: [rootId, ...[...units.values()].map(({ id }) => id)],
      forbids: [],
      spares: [],
    },
    policy(
      "stay-in-organization",
      "No account may leave",
      document(deny("DenyLeaving", [leave])),
      [rootId],
      [leave],
    ),
    policy(
      "protect-logs",
      "Trails keep running, except for break-glass",
      document(deny("ProtectTrails", ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"], exempt)),
      ["Security", "Infrastructure", "Workloads"].map(unit),
      [stopLogging, deleteTrail],
      [stopLogging, deleteTrail],
    ),
    policy(
      "protect-detection",
      "Detectors, Security Hub and Config stay on",
      document(
        deny("ProtectGuardDuty", ["guardduty:Delete*", "guardduty:Disassociate*", suspendDetector]),
        deny("ProtectSecurityHub", ["securityhub:DisableSecurityHub"]),
        deny("ProtectConfig", ["config:*ConfigurationRecorder"], exempt),
      ),
      forgotten ? covered : [...covered, unit("NonProd")],
      [deleteDetector, suspendDetector, disableHub, ...recorders],
      recorders,
    ),
    policy(
      "sandbox-limits",
      "Written for one Region only, so it protects nothing elsewhere",
      document(
        deny(
          "OnlyInOneRegion",
          [stopLogging, deleteTrail, deleteDetector, disableHub, stopRecorder, deleteRecorder],
          {
            StringEquals: { "aws:RequestedRegion": "us-east-1" },
          },
        ),
      ),
      [unit("Sandbox")],
      [],
    ),
  ];
}

/** The actions that the policies on an account's way up to the root forbid in it, break-glass's or anybody's. */
export function forbiddenIn(world: World, account: Account, breakGlass = false): ReadonlySet<string> {
  const { organization } = world;
  if (account.id === organization.managementId) return new Set();
  const places = new Set([...pathOf(organization, account), account.id]);
  return new Set(
    organization.policies
      .filter(({ targets }) => targets.some((target) => places.has(target)))
      .flatMap(({ forbids, spares }) =>
        breakGlass ? forbids.filter((action) => !spares.includes(action)) : forbids,
      ),
  );
}

/** What scp-guardrails must say about an account. */
export function guardrailTruth(world: World, account: Account): TruthRow {
  const forbidden = forbiddenIn(world, account);
  const verdict = required.every((action) => forbidden.has(action)) ? "pass" : "fail";
  const bound = account.id !== world.organization.managementId;
  return row(account, "scp-guardrails", account.id, bound ? verdict : "notApplicable");
}
