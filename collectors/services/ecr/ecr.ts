import {
  ECRClient,
  GetRegistryScanningConfigurationCommand,
  GetRepositoryPolicyCommand,
  paginateDescribeRepositories,
} from "@aws-sdk/client-ecr";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";

/** AWS publishes limits for ECR's image operations only; none of them is used here. */
const budgets = { "*": { rate: 5, burst: 10 } };

const emptyWithout = ["AWS::ECR::Repository"];

const repositories = factRead({
  yields: ["ecr.repository"],
  operations: ["ecr:DescribeRepositories"],
  emptyWithout,
  async *collect(context) {
    const client = context.client(ECRClient);
    for await (const page of paginateDescribeRepositories({ client, pageSize: 1_000 }, {}))
      for (const repository of page.repositories ?? [])
        yield {
          kind: "ecr.repository",
          resourceId: need(repository.repositoryArn, "DescribeRepositories repository.repositoryArn"),
          payload: {
            name: need(repository.repositoryName, "DescribeRepositories repository.repositoryName"),
            tagMutability: repository.imageTagMutability ?? "MUTABLE",
            tagExclusions: sorted(
              (repository.imageTagMutabilityExclusionFilters ?? []).map(({ filter }) => filter),
            ),
            scanOnPush: repository.imageScanningConfiguration?.scanOnPush ?? false,
            encryptionType: repository.encryptionConfiguration?.encryptionType ?? "AES256",
            kmsKey: repository.encryptionConfiguration?.kmsKey ?? null,
          },
        };
  },
});

const policies = factRead({
  yields: ["ecr.repository-policy"],
  operations: ["ecr:GetRepositoryPolicy"],
  needs: ["ecr.repository"],
  emptyWithout,
  async *collect(context) {
    const client = context.client(ECRClient);
    yield* context.each(
      context.needed("ecr.repository"),
      { resourceId: ({ resourceId }) => resourceId, gone: ["RepositoryNotFoundException"] },
      async ({ resourceId, payload: { name } }) => {
        const answer = await context.absent(["RepositoryPolicyNotFoundException"], () =>
          client.send(new GetRepositoryPolicyCommand({ repositoryName: name })),
        );
        const document =
          answer === undefined ? null : need(answer.policyText, "GetRepositoryPolicy policyText");
        return { kind: "ecr.repository-policy", resourceId, payload: { document } };
      },
    );
  },
});

const scanning = factRead({
  yields: ["ecr.registry-scanning"],
  operations: ["ecr:GetRegistryScanningConfiguration"],
  async *collect(context) {
    const answer = await context.client(ECRClient).send(new GetRegistryScanningConfigurationCommand({}));
    const configuration = answer.scanningConfiguration;
    const rules = (configuration?.rules ?? []).map((rule) => ({
      frequency: need(rule.scanFrequency, "RegistryScanningRule.scanFrequency"),
      filters: sorted((rule.repositoryFilters ?? []).map(({ filter }) => filter)),
    }));
    yield {
      kind: "ecr.registry-scanning",
      resourceId: `region/${context.region}`,
      payload: {
        scanType: configuration?.scanType ?? "BASIC",
        rules: rules.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
      },
    };
  },
});

export const ecr = defineCollector({
  service: "ecr",
  scope: "regional",
  budgets,
  reads: [repositories, policies, scanning],
});
