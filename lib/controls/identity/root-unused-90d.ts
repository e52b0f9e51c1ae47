import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { isOlderThan } from "../days.ts";
import {
  type At,
  defineControl,
  fail,
  fragment,
  pass,
  type Slices,
  type Subject,
  Undecidable,
} from "../define.ts";
import { cis, nist80053Ours, tenet } from "../frameworks.ts";
import { lines } from "../placeholders.ts";

const windowDays = 90;

type Credential = PayloadOf<"iam.credential">;

/** Root's row of the credential report. Every report has one, so a missing one is a subject without a value. */
function rootCredential(facts: Slices<"iam.credential">, at: At): readonly Subject<Credential | null>[] {
  const root = facts.all("iam.credential").find((fact) => fact.payload.isRoot);
  return [
    {
      resourceId: root?.resourceId ?? `arn:aws:iam::${at.accountId}:root`,
      resourceType: "iam.account-summary",
      value: root?.payload ?? null,
    },
  ];
}

/**
 * Nobody signed in as root or used a key of root within 90 days. A key that was deactivated since counts as
 * well: root was used. CIS asks that root does no daily work and leaves the number to the reader.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
 */
export const rootUnused90d = defineControl({
  id: "root-unused-90d",
  title: "Root is not used",
  version: 1,
  severity: "high",
  pillar: "identity",
  phase: 1,
  subject: "iam.credential",
  reads: [],
  mappings: [
    ...cis({ v14: ["1.7"], v30: ["1.7"], v50: ["1.6"] }),
    ...nist80053Ours("AC-6(2)"),
    ...tenet("T3"),
  ],
  rationale:
    "What root does is done by nobody in particular and held back by nothing in the account. A handful of tasks " +
    "a year need it; any other use is a habit that hides the one sign-in that was not ours.",
  remediation: {
    summary:
      "Find out in CloudTrail who used root and for what, and give that task a role. Then take root's password " +
      "away: central root access does the few tasks left.",
    cli: lines(
      "# What root did: sign-ins are recorded in us-east-1.",
      "aws cloudtrail lookup-events --region=us-east-1 --lookup-attributes=AttributeKey=Username,AttributeValue=root",
      "# From the management account, so that member accounts need no root credentials:",
      "aws iam enable-organizations-root-credentials-management",
    ),
    terraform: lines(
      'resource "aws_iam_organizations_features" "root" {',
      '  enabled_features = ["RootCredentialsManagement", "RootSessions"]',
      "}",
    ),
    verify: lines(
      "aws iam generate-credential-report",
      "aws iam get-credential-report --query=Content --output=text | base64 --decode | head -2",
    ),
  },
  runbook: "credential-compromise",
  subjects: rootCredential,
  evaluate: ({ value }, _, { asOf }) => {
    if (value === null) throw new Undecidable("The credential report has no row for root.");
    const uses = [value.passwordLastUsedOn, ...value.keys.map((key) => key.lastUsedOn)];
    // ISO days order as text.
    const latest = uses
      .filter((day) => day !== null)
      .sort()
      .at(-1);
    if (latest === undefined) return pass("The credential report knows of no use of root.");
    const used = fragment("Last use", "iam.credential passwordLastUsedOn, keys[].lastUsedOn", latest);
    return isOlderThan(latest, windowDays, asOf)
      ? pass(`Root was last used on ${latest}, more than ${windowDays} days ago.`, used)
      : fail(`Root was used on ${latest}.`, used);
  },
});
