import {
  GetResourcePolicyCommand,
  paginateListSecrets,
  type SecretListEntry,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { day, need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html: 100 lists a second, 50 policies. */
const budgets = {
  "secretsmanager:GetResourcePolicy": { rate: 20, burst: 20 },
  "*": { rate: 20, burst: 20 },
};

const emptyWithout = ["AWS::SecretsManager::Secret"];

/** @throws Malformed where a field that AWS always sends is missing. */
export function decodeSecret(secret: SecretListEntry): PayloadOf<"secretsmanager.secret"> {
  return {
    name: need(secret.Name, "SecretListEntry.Name"),
    rotationEnabled: secret.RotationEnabled ?? false,
    rotationDays: secret.RotationRules?.AutomaticallyAfterDays ?? null,
    lastRotatedOn: day(secret.LastRotatedDate),
    owningService: secret.OwningService ?? null,
    kmsKeyId: secret.KmsKeyId ?? null,
    primaryRegion: secret.PrimaryRegion ?? null,
  };
}

/** Secrets whose deletion is scheduled are not listed unless asked for. */
const secrets = factRead({
  yields: ["secretsmanager.secret"],
  operations: ["secretsmanager:ListSecrets"],
  emptyWithout,
  async *collect(context) {
    const client = context.client(SecretsManagerClient);
    for await (const page of paginateListSecrets({ client, pageSize: 100 }, {}))
      for (const secret of page.SecretList ?? [])
        yield {
          kind: "secretsmanager.secret",
          resourceId: need(secret.ARN, "SecretListEntry.ARN"),
          payload: decodeSecret(secret),
        };
  },
});

const policies = factRead({
  yields: ["secretsmanager.secret-policy"],
  operations: ["secretsmanager:GetResourcePolicy"],
  needs: ["secretsmanager.secret"],
  emptyWithout,
  async *collect(context) {
    const client = context.client(SecretsManagerClient);
    yield* context.each(
      context.needed("secretsmanager.secret"),
      {
        resourceId: (secret) => secret.resourceId,
        // The second is the answer for a secret whose deletion was scheduled since it was listed.
        gone: ["ResourceNotFoundException", "InvalidRequestException"],
      },
      async ({ resourceId }) => {
        const answer = await client.send(new GetResourcePolicyCommand({ SecretId: resourceId }));
        return {
          kind: "secretsmanager.secret-policy" as const,
          resourceId,
          payload: { document: answer.ResourcePolicy ?? null },
        };
      },
    );
  },
});

export const secretsManager = defineCollector({
  service: "secretsmanager",
  scope: "regional",
  budgets,
  reads: [secrets, policies],
});
