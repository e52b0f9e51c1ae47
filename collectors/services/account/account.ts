import { AccountClient, GetAlternateContactCommand } from "@aws-sdk/client-account";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";

/** Its own contact, so without AccountId, which only the Organization's administrators may give. */
const securityContact = factRead({
  yields: ["account.alternate-contact"],
  operations: ["account:GetAlternateContact"],
  async *collect(context) {
    const client = context.client(AccountClient);
    const answer = await context.absent(["ResourceNotFoundException"], () =>
      client.send(new GetAlternateContactCommand({ AlternateContactType: "SECURITY" })),
    );
    const contact = answer?.AlternateContact;
    yield {
      kind: "account.alternate-contact",
      resourceId: `account/${context.accountId}`,
      payload: {
        type: "SECURITY",
        name: isSet(contact?.Name),
        email: isSet(contact?.EmailAddress),
        phone: isSet(contact?.PhoneNumber),
      },
    };
  },
});

function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== "";
}

/** One call, under half of 3 a second (10 outside China): https://docs.aws.amazon.com/accounts/latest/reference/quotas.html */
export const alternateContacts = defineCollector({
  service: "account",
  scope: "global",
  budgets: { "*": { rate: 1, burst: 2 } },
  reads: [securityContact],
});
