import { regionLimit } from "#lib/iam/guardrails.ts";
import { defineControl, fail, fragment, pass } from "../define.ts";
import { statementFragment } from "../documents.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { account, lines } from "../placeholders.ts";
import { memberSubject, organizationReads, policiesOn, scp } from "./service-control-policies.ts";

/** Work that belongs to a Region, one action a service: what the limit must reach whatever it leaves out. */
const regionalWork = [
  "ec2:RunInstances",
  "lambda:CreateFunction",
  "ecs:RunTask",
  "eks:CreateCluster",
  "rds:CreateDBInstance",
];

/** Services without Regions, whose calls all go to one. */
const globalServices = [
  "account:*",
  "budgets:*",
  "ce:*",
  "cloudfront:*",
  "health:*",
  "iam:*",
  "organizations:*",
  "route53:*",
  "s3:GetAccountPublicAccessBlock",
  "s3:ListAllMyBuckets",
  "s3:PutAccountPublicAccessBlock",
  "shield:*",
  "sts:*",
  "support:*",
  "waf:*",
];

/**
 * Service control policies on the account, its units or the root deny regional work wherever
 * `aws:RequestedRegion` is none of the named Regions. What they leave out, global services by `NotAction` or
 * named principals, may be anything but the work itself. SCPs do not bind the management account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
export const scpRegionLimit = defineControl({
  id: "scp-region-limit",
  title: "Regions are limited",
  version: 1,
  severity: "medium",
  pillar: "governance",
  phase: 4,
  subject: "organizations.account",
  reads: organizationReads,
  mappings: [...nist80053Ours("AC-4"), ...tenet("T4")],
  rationale:
    "Miners and intruders start their machines in Regions nobody looks at, and data that strays there may break a " +
    "law. An organization that works in four Regions loses nothing when the other thirty are closed.",
  remediation: {
    summary:
      "Attach the ready policy, with your Regions, to a pilot unit first and then to the root. Keep us-east-1 in " +
      "the list unless you know that no global service of yours needs it.",
    cli: lines(
      "# Save the ready policy as region-limit.json, with your own Regions in it.",
      `aws organizations create-policy --name=region-limit --description=Regions --type=${scp} --content=file://region-limit.json`,
      `aws organizations attach-policy --policy-id=POLICY --target-id=${account}`,
    ),
    terraform: lines(
      'data "aws_iam_policy_document" "region_limit" {',
      "  statement {",
      '    effect    = "Deny"',
      '    resources = ["*"]',
      "    not_actions = [",
      ...globalServices.map((action) => `      "${action}",`),
      "    ]",
      "    condition {",
      '      test     = "StringNotEquals"',
      '      variable = "aws:RequestedRegion"',
      '      values   = ["us-east-1", "eu-central-1"]',
      "    }",
      "  }",
      "}",
      "",
      'resource "aws_organizations_policy" "region_limit" {',
      '  name    = "region-limit"',
      "  content = data.aws_iam_policy_document.region_limit.json",
      "}",
      "",
      'resource "aws_organizations_policy_attachment" "region_limit" {',
      "  policy_id = aws_organizations_policy.region_limit.id",
      `  target_id = "${account}"`,
      "}",
    ),
    policy: lines(
      '{ "Version": "2012-10-17", "Statement": [',
      '  { "Sid": "RegionLimit", "Effect": "Deny", "Resource": "*", "NotAction": [',
      `    ${globalServices.map((action) => `"${action}"`).join(", ")} ],`,
      '    "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["us-east-1", "eu-central-1"] } } }',
      "] }",
    ),
    verify: `aws organizations list-policies-for-target --target-id=${account} --filter=${scp}`,
  },
  subjects: memberSubject,
  evaluate: ({ value: member }, facts, at) => {
    const bearing = policiesOn(facts, member, at.accountId, fail);
    if ("verdict" in bearing) return bearing;
    const decisive = new Map<string, ReturnType<typeof fragment>>();
    const exempt = new Set<string>();
    const regions = new Set<string>();
    const free = regionalWork.filter((action) => {
      for (const { policy, parsed } of bearing.policies)
        for (const statement of parsed.ok ? parsed.statements : []) {
          const limit = regionLimit(statement, action, at.accountId);
          if (limit === null) continue;
          const place = `organizations.policy ${policy.id} document`;
          decisive.set(`${place}${statement.index}`, statementFragment(statement, place));
          for (const region of limit.regions) regions.add(region);
          for (const principal of limit.exempt) exempt.add(principal);
          return false;
        }
      return true;
    });
    const spared = exempt.size === 0 ? "" : `, except for ${[...exempt].sort().join(", ")}`;
    if (free.length === 0)
      return pass(`Work is limited to ${[...regions].sort().join(", ")}${spared}.`, ...decisive.values());
    bearing.unread();
    return fail(
      `No service control policy keeps ${free.join(", ")} to named Regions.`,
      fragment("Not limited", "organizations.policy", free),
      ...decisive.values(),
    );
  },
});
