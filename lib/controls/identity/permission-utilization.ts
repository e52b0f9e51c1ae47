import { privilegedLevels } from "#lib/iam/actions.ts";
import {
  type Utilization,
  type UtilizationExclusion,
  utilizationExclusion,
  utilizationWindowDays,
} from "#lib/metrics/permission-utilization.ts";
import { utilizationOf } from "#lib/metrics/principal-utilization.ts";
import { defineControl, fail, fragment, notApplicable, pass, type Slices } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { permissionReads, principals } from "../permissions.ts";
import { lines, resource } from "../placeholders.ts";

/** Unused actions stay under one in so many. */
const oneIn = 10;
const mostNamed = 20;

const reasons: Readonly<Record<UtilizationExclusion, string>> = {
  serviceLinked: "AWS keeps the permissions of a service-linked role.",
  fromPermissionSet: "A role of Identity Center counts with its permission set.",
  young: `It is younger than ${utilizationWindowDays} days.`,
  nothingMeasurable: "AWS tracks the use of no action it is granted.",
};

function fragmentsOf(measured: Utilization, facts: Pick<Slices<never>, "actions">) {
  const { used, granted, measurable, unused, byService, unknown } = measured;
  const privileged = facts.actions.names(unused.intersection(facts.actions.atLevels(privilegedLevels)));
  const place = "iam.last-accessed services[].actions";
  return [
    fragment("Actions", place, { used, granted, measurable }),
    fragment("Unused privileged actions", place, {
      actions: privileged.slice(0, mostNamed),
      more: Math.max(0, privileged.length - mostNamed),
    }),
    fragment("Services known as a whole only", "iam.last-accessed services[].lastOn", {
      used: byService.used,
      unused: byService.unused,
    }),
    ...(unknown.length === 0 ? [] : [fragment("Tracked, not known to be granted", place, unknown)]),
  ];
}

/**
 * Of the actions a principal is granted and whose last use AWS tracks, less than a tenth went unused for 90
 * days. Granted is what its policies and its groups' allow within boundary and service control policies.
 * Service-linked roles, principals younger than 90 days, roles of Identity Center and principals of which AWS
 * tracks nothing are not judged.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
 */
export const permissionUtilization = defineControl({
  id: "permission-utilization",
  title: "Under 10 % of permissions unused",
  version: 1,
  severity: "medium",
  pillar: "identity",
  phase: 1,
  subject: "iam.role",
  alsoJudges: ["iam.user"],
  reads: [...permissionReads, "iam.last-accessed"],
  mappings: [...nist80053Ours("AC-6(7)"), ...tenet("T4")],
  rationale:
    "A permission that nobody uses helps one person alone: the one who steals the session. Most principals are granted " +
    "many times what they use, since rights are added when something fails and taken away never.",
  remediation: {
    summary:
      "Take the unused actions away, those that write or change permissions first. Access Analyzer drafts a policy " +
      "from what the principal did; review it for tasks that come once a year.",
    cli: lines(
      `aws iam generate-service-last-accessed-details --arn=${resource} --granularity=ACTION_LEVEL`,
      "aws iam get-service-last-accessed-details --job-id=JOB",
      "# A policy of what it did, from CloudTrail; details.json names the trail and the time:",
      `aws accessanalyzer start-policy-generation --policy-generation-details=principalArn=${resource} --cloud-trail-details=file://details.json`,
      "aws accessanalyzer get-generated-policy --job-id=JOB",
    ),
    terraform: lines(
      'data "aws_iam_policy_document" "used" {',
      "  statement {",
      '    actions   = ["s3:GetObject"] # the actions in use',
      '    resources = ["arn:aws:s3:::BUCKET/*"]',
      "  }",
      "}",
      "",
      'resource "aws_iam_policy" "used" {',
      '  name   = "used"',
      "  policy = data.aws_iam_policy_document.used.json",
      "}",
    ),
    verify: `aws iam generate-service-last-accessed-details --arn=${resource} --granularity=ACTION_LEVEL`,
  },
  subjects: principals,
  evaluate: (subject, facts, at) => {
    const { name } = subject.value;
    const excluded = utilizationExclusion(subject.value, at.asOf);
    if (excluded !== null) return notApplicable(`${name} is not measured: ${reasons[excluded]}`);
    const measured = utilizationOf(facts, subject, at);
    const fragments = fragmentsOf(measured, facts);
    const { used, measurable } = measured;
    if (measurable === 0)
      return notApplicable(`${name} is not measured: ${reasons.nothingMeasurable}`, ...fragments);
    const summary = `${name} used ${used} of ${measurable} measurable actions within ${utilizationWindowDays} days; it is granted ${measured.granted}.`;
    // In whole numbers: 1 of 10 is a tenth, and not less.
    return (measurable - used) * oneIn < measurable
      ? pass(summary, ...fragments)
      : fail(summary, ...fragments);
  },
});
