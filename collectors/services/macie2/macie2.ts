import { GetMacieSessionCommand, Macie2Client } from "@aws-sdk/client-macie2";
import { need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";

/**
 * Macie answers the first where it is off, although its reference knows only the second; the first code with other
 * words is a refusal.
 */
const notEnabled = [
  { code: "AccessDeniedException", message: /macie is not enabled/i },
  "ResourceNotFoundException",
];

const session = factRead({
  yields: ["macie.session"],
  operations: ["macie2:GetMacieSession"],
  async *collect(context) {
    const client = context.client(Macie2Client);
    const answer = await context.absent(notEnabled, () => client.send(new GetMacieSessionCommand({})));
    if (answer === undefined) return;
    yield {
      kind: "macie.session",
      resourceId: `region/${context.region}`,
      payload: {
        status: need(answer.status, "GetMacieSession status"),
        findingPublishingFrequency: answer.findingPublishingFrequency ?? null,
      },
    };
  },
});

/** One call a Region; AWS publishes no limit for it. */
export const macie2 = defineCollector({
  service: "macie2",
  scope: "regional",
  budgets: { "*": { rate: 2, burst: 2 } },
  reads: [session],
});
