import {
  GetPolicyCommand,
  LambdaClient,
  paginateListFunctions,
  paginateListFunctionUrlConfigs,
} from "@aws-sdk/client-lambda";
import { need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";
import { decodeFunction } from "./decode.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#api-requests: 15 a second for either. */
const budgets = { "lambda:GetPolicy": { rate: 7, burst: 7 }, "*": { rate: 7, burst: 7 } };

const emptyWithout = ["AWS::Lambda::Function"];
/** Lambda sends no more, whatever is asked for. */
const pageSize = 50;

const functions = factRead({
  yields: ["lambda.function"],
  operations: ["lambda:ListFunctions"],
  emptyWithout,
  async *collect(context) {
    const client = context.client(LambdaClient);
    for await (const page of paginateListFunctions({ client, pageSize }, {}))
      for (const each of page.Functions ?? [])
        yield {
          kind: "lambda.function",
          resourceId: need(each.FunctionArn, "ListFunctions Function.FunctionArn"),
          payload: await decodeFunction(each),
        };
  },
});

const urls = factRead({
  yields: ["lambda.function-url"],
  operations: ["lambda:ListFunctionUrlConfigs"],
  needs: ["lambda.function"],
  emptyWithout,
  async *collect(context) {
    const client = context.client(LambdaClient);
    const lists = context.each(
      context.needed("lambda.function"),
      { resourceId: ({ resourceId }) => resourceId, gone: ["ResourceNotFoundException"] },
      async ({ resourceId: functionArn }) => {
        const found = [];
        for await (const page of paginateListFunctionUrlConfigs(
          { client, pageSize },
          { FunctionName: functionArn },
        ))
          for (const url of page.FunctionUrlConfigs ?? [])
            found.push({
              kind: "lambda.function-url" as const,
              resourceId: need(url.FunctionArn, "FunctionUrlConfig.FunctionArn"),
              payload: {
                functionArn,
                url: need(url.FunctionUrl, "FunctionUrlConfig.FunctionUrl"),
                authType: need(url.AuthType, "FunctionUrlConfig.AuthType"),
              },
            });
        return found;
      },
    );
    for await (const list of lists) yield* list;
  },
});

const policies = factRead({
  yields: ["lambda.function-policy"],
  operations: ["lambda:GetPolicy"],
  needs: ["lambda.function"],
  emptyWithout,
  async *collect(context) {
    const client = context.client(LambdaClient);
    yield* context.each(
      context.needed("lambda.function"),
      { resourceId: ({ resourceId }) => resourceId },
      async ({ resourceId }) => {
        const answer = await context.absent(["ResourceNotFoundException"], () =>
          client.send(new GetPolicyCommand({ FunctionName: resourceId })),
        );
        const document = answer === undefined ? null : need(answer.Policy, "GetPolicy Policy");
        return { kind: "lambda.function-policy", resourceId, payload: { document } };
      },
    );
  },
});

export const lambda = defineCollector({
  service: "lambda",
  scope: "regional",
  budgets,
  reads: [functions, urls, policies],
});
