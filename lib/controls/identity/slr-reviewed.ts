import { defineControl, fragment, notApplicable } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { attested } from "../governance/attested.ts";
import { accountSubject } from "../subjects.ts";

const id = "slr-reviewed";

/**
 * Somebody has reviewed the account's service-linked roles within the last year and says so. No API tells
 * whether a service is still wanted, so this is an attestation; without one in force it is unknown.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export const slrReviewed = defineControl({
  id,
  title: "Service-linked roles reviewed",
  version: 1,
  severity: "low",
  pillar: "governance",
  phase: 1,
  subject: "iam.role",
  reads: ["postern.attestation"],
  mappings: [...nist80053Ours("AC-2"), ...tenet("T5")],
  rationale:
    "A service-linked role stays behind when its service is no longer used, with the permissions that AWS gave " +
    "it and that nobody can narrow. Someone has to look at the list from time to time and delete what is not " +
    "wanted; service control policies do not bind these roles.",
  remediation: {
    summary:
      "List the roles under /aws-service-role/, ask each service's owner whether it is still used, delete what " +
      "is not, and record an attestation on the page of this control with a link to the review.",
    cli: "aws iam list-roles --path-prefix=/aws-service-role/\naws iam delete-service-linked-role --role-name=ROLE",
    terraform:
      'resource "aws_iam_service_linked_role" "kept" {\n  aws_service_name = "SERVICE.amazonaws.com"\n}',
    verify: "aws iam list-roles --path-prefix=/aws-service-role/ --query=Roles[].RoleName",
  },
  subjects: (facts, at) =>
    accountSubject(
      at,
      facts
        .all("iam.role")
        .map(({ payload }) => payload)
        .filter(({ path }) => path.startsWith("/aws-service-role/")),
    ),
  evaluate: ({ value: roles }, facts, at) => {
    if (roles.length === 0)
      return notApplicable("The account has no service-linked role.", fragment("Roles", "iam.role path", []));
    return attested(facts, id, at);
  },
});
