import { isTracked } from "./grants.ts";
import { forbiddenIn } from "./guardrails.ts";
import { identityOf } from "./identity.ts";
import { type Principal, principalsOf, usesOf } from "./last-accessed.ts";
import type { Account } from "./organization.ts";
import { isStale, row, type TruthRow, type Verdict, type World } from "./world.ts";

// Speaks, for every user and role (its ARN, global), for permission-utilization (pass where under a tenth of the tracked
// actions it was granted went unused for 90 days; notApplicable for roles that AWS or Identity Center keeps, for the
// young, and where nothing tracked was granted), boundary-delegated-admin (fail for who was made to write IAM without a
// boundary that leaves anything out; notApplicable for all who were not) and separation-of-duties (fail for who was made
// to stop logging and to deploy, where no guardrail forbids it; notApplicable for the roles of the security team).

const offSwitches = [
  "cloudtrail:StopLogging",
  "cloudtrail:DeleteTrail",
  "guardduty:DeleteDetector",
  "guardduty:UpdateDetector",
  "config:StopConfigurationRecorder",
  "config:DeleteConfigurationRecorder",
];

/** Roles that were made for the security team. */
const ofSecurity = new Set(["SecurityBreakGlass", "incident-response"]);

const isServiceLinked = ({ role }: Principal) => role?.path.startsWith("/aws-service-role/") ?? false;
const isReserved = ({ role }: Principal) => role?.path.startsWith("/aws-reserved/") ?? false;

/** How a principal counts for permission utilization, and the share it left unused where anything can be told. */
export interface Use {
  readonly excluded: "serviceLinked" | "fromPermissionSet" | "young" | "nothingMeasurable" | null;
  readonly unused: number | null;
}

export function useOf(world: World, principal: Principal, forbidden: ReadonlySet<string>): Use {
  if (isServiceLinked(principal)) return { excluded: "serviceLinked", unused: null };
  const granted = usesOf(world, principal).flatMap(({ service, actions }) =>
    [...actions].filter(
      ([action]) =>
        !forbidden.has(`${service}:${action}`) &&
        principal.policies.some(({ grants }) => isTracked(grants, service, action)),
    ),
  );
  const left = granted.filter(([, day]) => day === undefined || isStale(world, day));
  const unused = granted.length === 0 ? null : left.length / granted.length;
  if (isReserved(principal)) return { excluded: "fromPermissionSet", unused };
  if (!isStale(world, principal.createdDay)) return { excluded: "young", unused: null };
  return { excluded: granted.length === 0 ? "nothingMeasurable" : null, unused };
}

/** What the service control policies forbid to a principal. */
export function forbiddenTo(world: World, account: Account, { role }: Principal): ReadonlySet<string> {
  return forbiddenIn(world, account, role?.name === "SecurityBreakGlass");
}

function utilization(use: Use): Verdict {
  if (use.excluded !== null || use.unused === null) return "notApplicable";
  return use.unused < 0.1 ? "pass" : "fail";
}

function boundary(principal: Principal): Verdict {
  if (isServiceLinked(principal) || !principal.policies.some(({ grants }) => grants.writesIam))
    return "notApplicable";
  const bounds = principal.role?.boundary;
  return bounds !== undefined && bounds.grants.tracked !== "all" ? "pass" : "fail";
}

function separation(principal: Principal, forbidden: ReadonlySet<string>): Verdict {
  if (isServiceLinked(principal)) return "notApplicable";
  const stops = principal.policies.some(({ grants }) => grants.stopsLogging);
  if (!stops || offSwitches.every((action) => forbidden.has(action))) return "pass";
  const administrators = isReserved(principal) && principal.role?.name.includes("_AdministratorAccess_");
  const deploys = principal.policies.some(({ grants }) => grants.deploys);
  const security = administrators || ofSecurity.has(principal.role?.name ?? "") || !deploys;
  return security ? "notApplicable" : "fail";
}

/** What three controls must say about the users and roles of an account. */
export function principalTruth(world: World, account: Account): TruthRow[] {
  return principalsOf(identityOf(world, account)).flatMap((principal) => {
    const forbidden = forbiddenTo(world, account, principal);
    return [
      row(account, "permission-utilization", principal.arn, utilization(useOf(world, principal, forbidden))),
      row(account, "boundary-delegated-admin", principal.arn, boundary(principal)),
      row(account, "separation-of-duties", principal.arn, separation(principal, forbidden)),
    ];
  });
}
