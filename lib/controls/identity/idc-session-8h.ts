import { defineControl, fail, filling, fragment, pass, Undecidable } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { lines, placeholder, resource } from "../placeholders.ts";
import { secondsOf } from "./iso-duration.ts";
import { isManagementAccount } from "./management-account.ts";

const mostHours = 8;
const instance = placeholder("instance");
const set = placeholder("set");

/**
 * Sessions of a permission set last eight hours at most. AWS's own default, where none was chosen, is one
 * hour. Judged once, in the management account.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html
 */
export const idcSession8h = defineControl({
  id: "idc-session-8h",
  title: "Short sessions",
  version: 1,
  severity: "low",
  pillar: "identity",
  phase: 1,
  subject: "identity-center.permission-set",
  reads: ["organizations.organization"],
  mappings: [...nist80053Ours("AC-12"), ...tenet("T3")],
  rationale:
    "Credentials that Identity Center hands out work until they expire, wherever they were copied to, even after the " +
    "person was signed out. A session as long as a working day is long enough; what lasts over night is for " +
    "whoever found it.",
  remediation: {
    summary:
      "Shorten the session to a working day, to an hour for administration, and provision the set again: accounts " +
      "keep the old length until then.",
    cli: lines(
      `aws sso-admin update-permission-set --instance-arn=${instance} --permission-set-arn=${resource} --session-duration=PT8H`,
      `aws sso-admin provision-permission-set --instance-arn=${instance} --permission-set-arn=${resource} --target-type=ALL_PROVISIONED_ACCOUNTS`,
    ),
    terraform: lines(
      'resource "aws_ssoadmin_permission_set" "this" {',
      `  name             = "${set}"`,
      `  instance_arn     = "${instance}"`,
      '  session_duration = "PT8H"',
      "}",
    ),
    fills: ["instance", "set"],
    verify: `aws sso-admin describe-permission-set --instance-arn=${instance} --permission-set-arn=${resource} --query=PermissionSet.SessionDuration`,
  },
  subjects: (facts, at) =>
    isManagementAccount(facts, at)
      ? facts
          .all("identity-center.permission-set")
          .map((fact) => ({ resourceId: fact.resourceId, value: fact.payload }))
      : [],
  evaluate: ({ value }) => {
    const { name, sessionDuration, instanceArn } = value;
    const seconds = secondsOf(sessionDuration);
    if (seconds === null)
      throw new Undecidable("The session length of a permission set is no ISO 8601 duration.");
    const length = fragment(
      "Session length",
      "identity-center.permission-set sessionDuration",
      sessionDuration,
    );
    return seconds <= mostHours * 3600
      ? pass(`Sessions of ${name} last ${sessionDuration}.`, length)
      : filling(fail(`Sessions of ${name} last ${sessionDuration}, more than ${mostHours} hours.`, length), {
          instance: instanceArn,
          set: name,
        });
  },
});
