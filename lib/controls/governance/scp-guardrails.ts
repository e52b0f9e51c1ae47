import { denial } from "#lib/iam/guardrails.ts";
import { defineControl, fail, fragment, pass } from "../define.ts";
import { statementFragment } from "../documents.ts";
import { checklist, nist80053Ours, tenet } from "../frameworks.ts";
import { account, lines } from "../placeholders.ts";
import { memberSubject, organizationReads, policiesOn, scp } from "./service-control-policies.ts";

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
  reads: organizationReads,
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
  subjects: memberSubject,
  evaluate: ({ value: member }, facts, at) => {
    const bearing = policiesOn(facts, member, at.accountId, fail);
    if ("verdict" in bearing) return bearing;
    const { policies, unread } = bearing;
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
    unread();
    return fail(
      `No service control policy denies ${missing.join(", ")}.`,
      fragment("Not denied", "organizations.policy", missing),
      ...decisive.values(),
      ...exemptions,
    );
  },
});
