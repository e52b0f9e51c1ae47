import { defineControl, fail, fragment, pass, Undecidable } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { account, lines } from "../placeholders.ts";
import { accountSubject } from "../subjects.ts";

/**
 * The account has an alternate contact for security, with a name, a mail address and a telephone number. AWS
 * takes a contact only whole.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/account-controls.html#account-1
 */
export const securityContact = defineControl({
  id: "security-contact",
  title: "Security contact set",
  version: 1,
  severity: "medium",
  pillar: "governance",
  phase: 4,
  subject: "account.alternate-contact",
  reads: [],
  mappings: [
    ...fsbp("Account.1"),
    ...cis({ v14: ["1.2"], v30: ["1.2"], v50: ["1.2"] }),
    ...nist80053("CM-2"),
    ...tenet("T5"),
  ],
  rationale:
    "When AWS sees an account attack others, or a key of it on the internet, it writes to the security contact. " +
    "Without one the warning goes to the root user's mailbox, which nobody reads at night.",
  remediation: {
    summary:
      "Set the address and telephone of the people on call, the same for all accounts, from the management account.",
    cli: lines(
      "# From the management account; leave --account-id out within the account itself.",
      `aws account put-alternate-contact --account-id=${account} --alternate-contact-type=SECURITY --name=NAME --title=TITLE --email-address=EMAIL --phone-number=PHONE`,
    ),
    terraform: lines(
      'resource "aws_account_alternate_contact" "security" {',
      `  account_id             = "${account}"`,
      '  alternate_contact_type = "SECURITY"',
      '  name                   = "Security operations"',
      '  title                  = "On call"',
      '  email_address          = "security@example.com"',
      '  phone_number           = "+1 555 0100"',
      "}",
    ),
    verify: `aws account get-alternate-contact --account-id=${account} --alternate-contact-type=SECURITY`,
  },
  subjects: (facts, at) => accountSubject(at, facts.all("account.alternate-contact")[0]?.payload ?? null),
  evaluate: ({ value: contact }) => {
    if (contact === null) throw new Undecidable("The account's security contact is not among the facts.");
    const { name, email, phone } = contact;
    const seen = fragment("Set", "account.alternate-contact", { name, email, phone });
    const missing = [
      ...(name ? [] : ["a name"]),
      ...(email ? [] : ["a mail address"]),
      ...(phone ? [] : ["a telephone number"]),
    ];
    if (missing.length === 0) return pass("The account has a security contact.", seen);
    return missing.length === 3
      ? fail("The account has no security contact.", seen)
      : fail(`The account's security contact lacks ${missing.join(" and ")}.`, seen);
  },
});
