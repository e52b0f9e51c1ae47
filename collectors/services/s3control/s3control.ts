import { GetPublicAccessBlockCommand, S3ControlClient } from "@aws-sdk/client-s3-control";
import type { ClientSettings } from "#collectors/runtime/clients.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";

/** One call an account. */
const budgets = { "*": { rate: 5, burst: 5 } };

/** An endpoint of one's own is one host; S3 Control's rules would put the account id before its name. */
class S3Control extends S3ControlClient {
  constructor(settings: ClientSettings) {
    const endpoint = process.env["AWS_ENDPOINT_URL"];
    const one = () => ({ url: new URL(endpoint ?? ""), properties: {}, headers: {} });
    super(endpoint === undefined ? settings : { ...settings, endpointProvider: one });
  }
}

const accountBlock = factRead({
  yields: ["s3.account-public-access-block"],
  operations: ["s3control:GetPublicAccessBlock"],
  async *collect(context) {
    const client = context.client(S3Control);
    const answer = await context.absent(["NoSuchPublicAccessBlockConfiguration"], () =>
      client.send(new GetPublicAccessBlockCommand({ AccountId: context.accountId })),
    );
    const block = answer?.PublicAccessBlockConfiguration;
    yield {
      kind: "s3.account-public-access-block",
      resourceId: `account/${context.accountId}`,
      payload: {
        blockPublicAcls: block?.BlockPublicAcls ?? false,
        ignorePublicAcls: block?.IgnorePublicAcls ?? false,
        blockPublicPolicy: block?.BlockPublicPolicy ?? false,
        restrictPublicBuckets: block?.RestrictPublicBuckets ?? false,
      },
    };
  },
});

export const s3Control = defineCollector({
  service: "s3control",
  scope: "global",
  budgets,
  reads: [accountBlock],
});
