import { isLinked } from "#lib/inventory/finding-aggregation.ts";
import { defineControl, fail, fragment, pass } from "../define.ts";
import { cis, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, region } from "../placeholders.ts";
import { regionSubject } from "../subjects.ts";

/**
 * Security Hub is on in every Region in scope, the account is a member of the Organization's administrator
 * there, and the administrator gathers the Region's findings in its home Region. The subject is the Region:
 * where Security Hub is off there is no fact to judge.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation.html
 */
export const sechubAggregated = defineControl({
  id: "sechub-aggregated",
  title: "Security Hub on and aggregated",
  version: 1,
  severity: "medium",
  pillar: "visibility",
  phase: 4,
  subject: "securityhub.hub",
  reads: ["securityhub.finding-aggregator", "securityhub.membership"],
  mappings: [...cis({ v30: ["4.16"], v50: ["4.16"] }), ...nist80053Ours("CA-7"), ...tenet("T7")],
  rationale:
    "Findings in a Region nobody opens stay unread, and intruders prefer such Regions. Gathered in one home " +
    "Region there is one list for the whole organization, and one place to be told from.",
  remediation: {
    summary:
      "Switch Security Hub on in every Region by central configuration, and let the administrator's aggregator " +
      "link all Regions, future ones too.",
    cli: lines(
      `aws securityhub enable-security-hub --region=${region}`,
      "# As the administrator, in its home Region; without an aggregator yet:",
      "aws securityhub create-finding-aggregator --region=HOME_REGION --region-linking-mode=ALL_REGIONS",
      "# With one that links some Regions only:",
      "aws securityhub update-finding-aggregator --region=HOME_REGION --finding-aggregator-arn=ARN --region-linking-mode=ALL_REGIONS",
    ),
    terraform: lines(
      'resource "aws_securityhub_account" "this" {',
      `  region = "${region}"`,
      "}",
      "",
      'resource "aws_securityhub_finding_aggregator" "organization" {',
      '  linking_mode = "ALL_REGIONS"',
      "  depends_on   = [aws_securityhub_account.this]",
      "}",
    ),
    verify: lines(
      `aws securityhub describe-hub --region=${region}`,
      "aws securityhub list-finding-aggregators --region=HOME_REGION",
    ),
  },
  subjects: (facts, at) => regionSubject(at, facts.all("securityhub.hub")[0]?.payload ?? null),
  evaluate: ({ value: hub }, facts, { accountId, region: here }) => {
    if (hub === null) return fail(`Security Hub is off in ${here}.`);
    const members = facts
      .all("securityhub.membership")
      .find(({ payload }) => payload.region === here)?.payload;
    if (members?.accountIds.includes(accountId) !== true)
      return fail(
        `Security Hub is on in ${here}, but the Organization's administrator does not see the account there.`,
        fragment("Hub", "securityhub.hub arn", hub.arn),
        fragment("Administrator", "securityhub.membership administratorId", members?.administratorId ?? null),
      );
    const aggregators = facts.all("securityhub.finding-aggregator").map((fact) => fact.payload);
    const seen = aggregators.map((each) => fragment("Aggregator", "securityhub.finding-aggregator", each));
    const on = fragment("Hub", "securityhub.hub arn", hub.arn);
    const aggregator = aggregators.find((each) => isLinked(each, here));
    if (aggregator !== undefined)
      return pass(
        `Security Hub is on in ${here}, and its findings are gathered in ${aggregator.homeRegion}.`,
        on,
        ...seen,
      );
    return aggregators.length === 0
      ? fail(`Security Hub is on in ${here}, but the Organization has no aggregator.`, on)
      : fail(`Security Hub is on in ${here}, but no aggregator links the Region.`, on, ...seen);
  },
});
