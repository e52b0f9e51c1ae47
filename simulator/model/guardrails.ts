import { hasProblem } from "./calendar.ts";
import { Dice } from "./dice.ts";
import { type Account, type Organization, pathOf } from "./organization.ts";
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
  const policy = (name: string, description: string, text: string, targets: string[], forbids: string[]) => ({
    id: `p-${new Dice(`${options.seed}/policy/${name}`).hex(8)}`,
    name,
    description,
    awsManaged: false,
    document: text,
    targets,
    forbids,
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
    ),
    policy(
      "protect-detection",
      "Detectors, Security Hub and Config stay on",
      document(
        deny("ProtectGuardDuty", ["guardduty:Delete*", "guardduty:Disassociate*"]),
        deny("ProtectSecurityHub", ["securityhub:DisableSecurityHub"]),
        deny("ProtectConfig", ["config:*ConfigurationRecorder"], exempt),
      ),
      forgotten ? covered : [...covered, unit("NonProd")],
      [deleteDetector, disableHub, stopRecorder, deleteRecorder],
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

/** What scp-guardrails must say about an account. */
export function guardrailTruth(world: World, account: Account): TruthRow {
  const organization: Organization = world.organization;
  if (account.id === organization.managementId)
    return row(account, "scp-guardrails", account.id, "notApplicable");
  const places = new Set([...pathOf(organization, account), account.id]);
  const forbidden = new Set(
    organization.policies.flatMap((policy) =>
      policy.targets.some((target) => places.has(target)) ? policy.forbids : [],
    ),
  );
  const verdict = required.every((action) => forbidden.has(action)) ? "pass" : "fail";
  return row(account, "scp-guardrails", account.id, verdict);
}
