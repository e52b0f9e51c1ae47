import { isOlderThan } from "../days.ts";
import { defineControl, fail, fragment, notApplicable, pass, Undecidable } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name } from "../placeholders.ts";
import { userSubjects } from "./users.ts";

const maxAgeDays = 90;

/**
 * Active access keys are at most 90 days old. The credential report holds two keys a user and dates by the
 * day: a key's age counts from the start of the day it was made.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-3
 */
export const accessKeyAge90d = defineControl({
  id: "access-key-age-90d",
  title: "Access keys are rotated",
  version: 1,
  severity: "medium",
  pillar: "identity",
  phase: 1,
  subject: "iam.credential",
  reads: [],
  mappings: [
    ...fsbp("IAM.3"),
    ...cis({ v14: ["1.14"], v30: ["1.14"], v50: ["1.13"] }),
    ...nist80053("AC-2(3)"),
    ...tenet("T3"),
  ],
  rationale:
    "An access key works until someone deletes it, also for whoever copied it from a laptop, a build log or a " +
    "repository. Changing keys every 90 days bounds how long a copy is of use; a role needs no key at all.",
  remediation: {
    summary:
      "Replace the key by a role where the workload allows it. Otherwise create a second key, move the " +
      "workload to it, deactivate the old one, watch for errors, then delete it.",
    cli: lines(
      `aws iam create-access-key --user-name=${name}`,
      `aws iam update-access-key --user-name=${name} --access-key-id=OLD_KEY --status=Inactive`,
      `aws iam delete-access-key --user-name=${name} --access-key-id=OLD_KEY`,
    ),
    terraform: lines(
      'resource "aws_iam_access_key" "current" {',
      `  user = "${name}"`,
      "  # Rotate with: terraform apply -replace=aws_iam_access_key.current",
      "}",
    ),
    verify: `aws iam list-access-keys --user-name=${name}`,
  },
  runbook: "credential-compromise",
  subjects: userSubjects,
  evaluate: ({ value }, _, { asOf }) => {
    const active = [...value.keys.entries()].filter(([, key]) => key.active);
    if (active.length === 0) return notApplicable(`${value.user} has no active access key.`);
    const keys = active.map(([place, { lastRotatedOn }]) => ({
      rotated: lastRotatedOn,
      evidence: fragment(
        `Access key ${place + 1}`,
        `iam.credential keys[${place}].lastRotatedOn`,
        lastRotatedOn,
      ),
    }));
    const old = keys.filter(({ rotated }) => rotated !== null && isOlderThan(rotated, maxAgeDays, asOf));
    if (old.length > 0)
      return fail(
        `An active access key of ${value.user} was last rotated more than ${maxAgeDays} days ago.`,
        ...old.map(({ evidence }) => evidence),
      );
    if (keys.some(({ rotated }) => rotated === null))
      throw new Undecidable("The credential report does not date an active access key.");
    return pass(
      `Every active access key of ${value.user} is at most ${maxAgeDays} days old.`,
      ...keys.map(({ evidence }) => evidence),
    );
  },
});
