import { shortlyAfterMidnight } from "./calendar.ts";
import { delegatedRoles } from "./delegated-roles.ts";
import { Dice, fraction } from "./dice.ts";
import { everything, nothing } from "./grants.ts";
import type { Account } from "./organization.ts";
import {
  type AccountPolicies,
  awsManaged,
  fullAdminDocuments,
  type ManagedPolicy,
  type PolicyDocument,
  policyDocument,
} from "./policies.ts";
import { pipelineTrust } from "./web-identities.ts";
import { workloadRoles } from "./workload-roles.ts";
import { isStale, problem, row, type TruthRow, type Verdict, type World } from "./world.ts";

export interface RoleModel {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly created: Date;
  readonly used: Date | undefined;
  readonly trust: object;
  readonly managed: readonly ManagedPolicy[];
  readonly inline: readonly PolicyDocument[];
  readonly boundary: ManagedPolicy | undefined;
  readonly instanceProfile: boolean;
}

/** A role before it has an account: whom it trusts, and what that means for the control on trust. */
interface Draft {
  readonly name: string;
  readonly path?: string;
  readonly trust: object;
  readonly verdict: Verdict;
  /** What trust-oidc-sub must say; notApplicable where nothing is written. */
  readonly oidc?: Verdict;
  readonly boundary?: ManagedPolicy | undefined;
  readonly managed?: readonly ManagedPolicy[];
  readonly instanceProfile?: boolean;
  readonly createdDay?: number;
}

const slr = "/aws-service-role/";
const vendor = "464622532012";
const auditor = "898466741470";

function trusts(Principal: object | string, Condition?: object, Action = "sts:AssumeRole") {
  return { Effect: "Allow", Principal, Action, ...(Condition && { Condition }) };
}

function service(name: string): object {
  return policyDocument(trusts({ Service: `${name}.amazonaws.com` }));
}

const withId = { StringEquals: { "sts:ExternalId": "acme-7f3c" } };
const withMfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };

function vendorDrafts(world: World, account: Account): Draft[] {
  const key = `${account.id}/role`;
  const unguarded = problem(world, `${key}/vendor`, 0.45);
  const halfGuarded = problem(world, `${key}/half`, 0.25);
  const openToAll = problem(world, `${key}/anyone`, 0.15);
  // Trusting another organization is as external as trusting everybody.
  const foreign = fraction(`${world.options.seed}/${key}/foreign`) < 0.5;
  const elsewhere = foreign ? { StringEquals: { "aws:PrincipalOrgID": "o-0th3rorg99" } } : undefined;
  const root = (id: string) => ({ AWS: `arn:aws:iam::${id}:root` });
  const orgId = world.organization.id;
  const inside = world.organization.securityId;
  const second = halfGuarded ? trusts({ AWS: auditor }) : trusts({ AWS: auditor }, withMfa);
  return [
    {
      name: "observability-vendor",
      trust: policyDocument(trusts(root(vendor), unguarded ? undefined : withId)),
      verdict: unguarded ? "fail" : "pass",
    },
    {
      name: "external-audit",
      trust: policyDocument(trusts(root(vendor), withId), second),
      verdict: halfGuarded ? "fail" : "pass",
    },
    {
      name: "shared-within-organization",
      trust: policyDocument(trusts("*", { StringEquals: { "aws:PrincipalOrgID": orgId } })),
      verdict: "notApplicable",
    },
    {
      name: "partner-exchange",
      trust: policyDocument(
        trusts({ AWS: [`arn:aws:iam::${inside}:root`, `arn:aws:iam::${auditor}:role/exchange`] }, withMfa),
      ),
      verdict: "pass",
    },
    openToAll
      ? { name: "data-share", trust: policyDocument(trusts({ AWS: "*" }, elsewhere)), verdict: "fail" }
      : { name: "data-share", trust: policyDocument(trusts(root(inside))), verdict: "notApplicable" },
  ];
}

function drafts(world: World, account: Account): Draft[] {
  const { managementId, securityId } = world.organization;
  const saml = { Federated: `arn:aws:iam::${account.id}:saml-provider/acme-idp` };
  const audience = { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } };
  const none: Verdict = "notApplicable";
  const inside = (id: string) => policyDocument(trusts({ AWS: `arn:aws:iam::${id}:root` }));
  const collector = `arn:aws:iam::${managementId}:user/postern-collector`;
  const { externalId } = world.options;
  const guarded = externalId === undefined ? undefined : { StringEquals: { "sts:ExternalId": externalId } };
  const managed = [awsManaged("SecurityAudit")];
  return [
    {
      name: world.options.roleName,
      trust: policyDocument(trusts({ AWS: collector }, guarded)),
      verdict: none,
      managed,
    },
    {
      name: "app-server",
      trust: service("ec2"),
      verdict: none,
      instanceProfile: true,
      managed: [awsManaged("AmazonSSMManagedInstanceCore")],
    },
    { name: "OrganizationAccountAccessRole", trust: inside(managementId), verdict: none },
    {
      name: "AWSServiceRoleForSecurityHub",
      path: `${slr}securityhub.amazonaws.com/`,
      trust: service("securityhub"),
      verdict: none,
    },
    {
      name: "AWSServiceRoleForAmazonGuardDuty",
      path: `${slr}guardduty.amazonaws.com/`,
      trust: service("guardduty"),
      verdict: none,
    },
    ...vendorDrafts(world, account),
    {
      name: "saml-administrators",
      trust: policyDocument(trusts(saml, audience, "sts:AssumeRoleWithSAML")),
      verdict: none,
    },
    { name: "github-deploy", ...pipelineTrust(world, account), verdict: none },
    { name: "incident-response", trust: policyDocument(trusts({ AWS: securityId }, withMfa)), verdict: none },
    {
      name: "order-events",
      path: "/lambda/",
      trust: service("lambda"),
      verdict: none,
      managed: [awsManaged("service-role/AWSLambdaBasicExecutionRole")],
    },
    { name: "task-execution", trust: service("ecs-tasks"), verdict: none },
    { name: "report-builder", trust: service("glue"), verdict: none },
    { name: "read-only", trust: inside(securityId), verdict: none, managed: [awsManaged("ReadOnlyAccess")] },
    { name: "queue-consumer", trust: service("lambda"), verdict: none },
    { name: "backup-operator", trust: service("backup"), verdict: none },
    { name: "image-builder", trust: service("ec2"), verdict: none, instanceProfile: true },
  ];
}

function managedOf(draft: Draft, index: number, policies: AccountPolicies): ManagedPolicy[] {
  const admin =
    draft.name === "saml-administrators" && policies.awsAdmin ? [awsManaged("AdministratorAccess")] : [];
  // Own attached policies are dealt out over the ordinary roles.
  const ordinary = draft.path === undefined && index % 2 === 1;
  const dealt = ordinary ? policies.attached.filter((_, at) => at % 3 === ((index - 1) / 2) % 3) : [];
  return [...(draft.managed ?? []), ...admin, ...dealt];
}

/** The day of a role's last use: in the last week, on the day when everybody forgot it, or never. */
function lastUse(world: World, key: string, createdDay: number, dice: Dice): number | undefined {
  const used = dice.chance(0.75);
  const lately = world.day - ((world.day + dice.int(0, 6)) % 7);
  if (!used) return undefined;
  const forgotten = fraction(`${key}/forgotten`) < 0.12;
  const left = createdDay + 20 + Math.floor(fraction(`${key}/left`) * 500);
  return Math.max(createdDay, forgotten ? Math.min(lately, left) : lately);
}

/** The roles of an account with their policies, and what the controls on roles themselves must say of each. */
export function makeRoles(world: World, account: Account, policies: AccountPolicies) {
  const base = `${world.options.seed}/${account.id}/role`;
  const count = 13 + Math.floor(fraction(`${base}/count`) * 8);
  const roles: RoleModel[] = [];
  const truth: TruthRow[] = [];
  const all: Draft[] = [
    ...drafts(world, account).slice(0, count),
    ...workloadRoles(world, account),
    ...delegatedRoles(world, account, policies.awsAdmin),
  ];
  for (const [index, draft] of all.entries()) {
    const key = `${base}/${draft.name}`;
    const dice = new Dice(key);
    const path = draft.path ?? "/";
    const arn = `arn:aws:iam::${account.id}:role${path}${draft.name}`;
    const isDeploy = draft.name === "github-deploy";
    const inlineAdmin = isDeploy && policies.inlineAdmin;
    const inline: PolicyDocument[] = [];
    if (isDeploy || draft.name === "queue-consumer") {
      const scoped = policyDocument({
        Effect: "Allow",
        Action: "sqs:*",
        Resource: `arn:aws:sqs:*:${account.id}:orders`,
      });
      inline.push({
        name: "inline-access",
        document: inlineAdmin ? (fullAdminDocuments[1] ?? scoped) : scoped,
        grants: inlineAdmin ? everything : { ...nothing, deploys: true },
      });
    }
    const id = `AROA${dice.letters(17)}`;
    const makingDay = account.joined + dice.int(0, 1);
    const createdDay = draft.createdDay ?? makingDay;
    const usedDay = lastUse(world, key, createdDay, dice);
    roles.push({
      name: draft.name,
      path,
      arn,
      id,
      created: shortlyAfterMidnight(createdDay, key),
      used: usedDay === undefined ? undefined : shortlyAfterMidnight(usedDay, key),
      trust: draft.trust,
      managed: managedOf(draft, index, policies),
      inline,
      boundary: draft.boundary,
      instanceProfile: draft.instanceProfile ?? false,
    });
    const awsOwn = path.startsWith(slr);
    const unused = isStale(world, usedDay ?? createdDay) ? "fail" : "pass";
    const kept = awsOwn || path.startsWith("/aws-reserved/");
    truth.push(
      row(account, "trust-external-guarded", arn, draft.verdict),
      row(account, "trust-oidc-sub", arn, draft.oidc ?? "notApplicable"),
      row(account, "iam-role-unused-90d", arn, awsOwn ? "notApplicable" : unused),
      row(account, "iam-no-inline", arn, kept ? "notApplicable" : inline.length > 0 ? "fail" : "pass"),
    );
    for (const policy of inline) {
      truth.push(row(account, "iam-no-full-admin", `${arn}#${policy.name}`, inlineAdmin ? "fail" : "pass"));
    }
  }
  return { roles, truth };
}
