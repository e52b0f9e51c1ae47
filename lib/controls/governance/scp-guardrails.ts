import { denial } from "#lib/iam/guardrails.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { defineControl, fail, fragment, notApplicable, pass, type Slices, Undecidable } from "../define.ts";
import { statementFragment } from "../documents.ts";
import { checklist, nist80053Ours, tenet } from "../frameworks.ts";
import { account, lines } from "../placeholders.ts";

const scp = "SERVICE_CONTROL_POLICY";

/** Leaving the organization, and switching off what would tell of it. */
const guarded = [
  "organizations:LeaveOrganization",
  "cloudtrail:StopLogging",
  "cloudtrail:DeleteTrail",
  "guardduty:DeleteDetector",
  "securityhub:DisableSecurityHub",
  "config:StopConfigurationRecorder",
  "config:DeleteConfigurationRecorder",
];

type Reads = "organizations.account" | "organizations.organization" | "organizations.policy";

function organizationOf(facts: Slices<Reads>): PayloadOf<"organizations.organization"> {
  const organization = facts.all("organizations.organization")[0];
  if (organization === undefined)
    throw new Undecidable("The organization is not among the facts.", "organizations.organization");
  return organization.payload;
}

/** The SCPs that bear on an account: its own, those of the units above it, and the root's. */
function effectivePolicies(facts: Slices<Reads>, member: PayloadOf<"organizations.account">) {
  const chain = new Set([member.id, member.parentId, ...member.ouPath.split("/")]);
  return facts
    .all("organizations.policy")
    .map((fact) => fact.payload)
    .filter((policy) => policy.type === scp && policy.targetIds.some((target) => chain.has(target)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Service control policies on the account, its units or the root deny the dangerous actions on every
 * resource. A Deny that spares named principals counts, and the evidence names them. SCPs do not bind the
 * management account, and none has effect while the policy type is off at the root.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export const scpGuardrails = defineControl({
  id: "scp-guardrails",
  title: "SCPs deny the dangerous actions",
  version: 1,
  severity: "high",
  pillar: "governance",
  phase: 4,
  subject: "organizations.account",
  reads: ["organizations.organization", "organizations.policy"],
  mappings: [...nist80053Ours("AC-6"), ...tenet("T4"), ...checklist(3)],
  rationale:
    "An administrator of an account can switch off the log, the detectors and the recorder, and take the " +
    "account out of the organization; so can whoever steals that administrator's session. A service control " +
    "policy is the only limit that nobody inside the account can lift.",
  remediation: {
    summary:
      "Attach a service control policy with the missing denies to the root or to the account's unit. Try it " +
      "first on a pilot unit, and exempt at most the one role that must keep the right.",
    cli: lines(
      "cat > guardrails.json <<'EOF'",
      '{"Version":"2012-10-17","Statement":[{"Sid":"Guardrails","Effect":"Deny","Resource":"*","Action":[',
      `${guarded.map((action) => `  "${action}"`).join(",\n")}]}]}`,
      "EOF",
      `aws organizations create-policy --name=guardrails --description=Guardrails --type=${scp} --content=file://guardrails.json`,
      `aws organizations attach-policy --policy-id=POLICY --target-id=${account}`,
    ),
    terraform: lines(
      'resource "aws_organizations_policy" "guardrails" {',
      '  name    = "guardrails"',
      "  content = data.aws_iam_policy_document.guardrails.json",
      "}",
      "",
      'data "aws_iam_policy_document" "guardrails" {',
      "  statement {",
      '    effect    = "Deny"',
      '    resources = ["*"]',
      "    actions = [",
      ...guarded.map((action) => `      "${action}",`),
      "    ]",
      "  }",
      "}",
      "",
      'resource "aws_organizations_policy_attachment" "guardrails" {',
      "  policy_id = aws_organizations_policy.guardrails.id",
      `  target_id = "${account}"`,
      "}",
    ),
    verify: `aws organizations list-policies-for-target --target-id=${account} --filter=${scp}`,
  },
  subjects: (facts, at) => [
    {
      resourceId: at.accountId,
      value:
        facts.all("organizations.account").find((fact) => fact.payload.id === at.accountId)?.payload ?? null,
    },
  ],
  evaluate: ({ value: member }, facts, at) => {
    const organization = organizationOf(facts);
    if (organization.managementAccountId === at.accountId)
      return notApplicable("Service control policies do not bind the management account.");
    if (member === null) throw new Undecidable("The account is not among those of the organization.");
    const types = fragment(
      "Policy types",
      "organizations.organization enabledPolicyTypes",
      organization.enabledPolicyTypes,
    );
    if (!organization.enabledPolicyTypes.includes(scp))
      return fail("Service control policies are off at the root, so none has effect.", types);

    const policies = effectivePolicies(facts, member).map((policy) => ({
      policy,
      parsed: facts.policy(policy.document),
    }));
    const decisive = new Map<string, ReturnType<typeof fragment>>();
    const exempt = new Set<string>();
    const missing = guarded.filter((action) => {
      const found = policies
        .flatMap(({ policy, parsed }) =>
          (parsed.ok ? parsed.statements : []).map((statement) => ({
            policy,
            statement,
            denied: denial(statement, action, at.accountId),
          })),
        )
        .filter(({ denied }) => denied !== null)
        // The deny that spares fewest is the one that binds.
        .sort((a, b) => (a.denied?.exempt.length ?? 0) - (b.denied?.exempt.length ?? 0))[0];
      if (found === undefined) return true;
      const place = `organizations.policy ${found.policy.id} document`;
      decisive.set(`${place}${found.statement.index}`, statementFragment(found.statement, place));
      for (const principal of found.denied?.exempt ?? []) exempt.add(principal);
      return false;
    });
    const spared = [...exempt].sort();
    const exemptions = spared.length === 0 ? [] : [fragment("Exempt principals", "aws:PrincipalArn", spared)];
    if (missing.length === 0)
      return pass(
        `All ${guarded.length} dangerous actions are denied${spared.length === 0 ? "" : `, except to ${spared.join(", ")}`}.`,
        ...decisive.values(),
        ...exemptions,
      );
    const unread = policies.find(({ parsed }) => !parsed.ok)?.parsed;
    if (unread?.ok === false) throw new Undecidable(unread.reason, "organizations.policy");
    return fail(
      `No service control policy denies ${missing.join(", ")}.`,
      fragment("Not denied", "organizations.policy", missing),
      ...decisive.values(),
      ...exemptions,
    );
  },
});
