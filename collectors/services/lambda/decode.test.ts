import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { kinds } from "#lib/inventory/kinds.ts";
import { decodeFunction } from "./decode.ts";

/** After the example of https://docs.aws.amazon.com/cli/latest/reference/lambda/list-functions.html */
const documented: FunctionConfiguration = {
  FunctionName: "my-function",
  FunctionArn: "arn:aws:lambda:us-west-2:123456789012:function:my-function",
  Runtime: "nodejs22.x",
  Role: "arn:aws:iam::123456789012:role/service-role/helloWorldPython-role-uy3l9qyq",
  Handler: "index.handler",
  CodeSize: 117,
  LastModified: "2023-09-24T18:20:35.054+0000",
  CodeSha256: "sU0cJ2/hOZevwV/lTxCuQqK3gDZP3i8gUoqUUVRmY6E=",
  RevisionId: "93017fc9-59cb-41dc-901b-4845ce4bf668",
  PackageType: "Zip",
  Version: "$LATEST",
  VpcConfig: { SubnetIds: [], VpcId: "", SecurityGroupIds: [] },
  TracingConfig: { Mode: "PassThrough" },
};

test("a function outside of a VPC, without variables", async () => {
  const decoded = await decodeFunction(documented);
  expect(decoded).toEqual({
    name: "my-function",
    runtime: "nodejs22.x",
    packageType: "Zip",
    roleArn: "arn:aws:iam::123456789012:role/service-role/helloWorldPython-role-uy3l9qyq",
    vpcId: null,
    subnetIds: [],
    securityGroupIds: [],
    variableNames: [],
    secrets: [],
    kmsKeyArn: null,
  });
  expect(kinds["lambda.function"].schema.parse(decoded)).toEqual(decoded);
});

test("keeps the names of variables in order and no value", async () => {
  const Variables = { STAGE: "prod", DB_PASSWORD: "sw0rdfish", BUCKET: "orders" };
  const decoded = await decodeFunction({ ...documented, Environment: { Variables } });
  expect(decoded.variableNames).toEqual(["BUCKET", "DB_PASSWORD", "STAGE"]);
  expect(decoded.secrets).toMatchObject([
    { type: "named-like-a-secret", place: "Environment.Variables.DB_PASSWORD" },
  ]);
  expect(JSON.stringify(decoded)).not.toMatch(/sw0rdfish|orders/);
});

test("variables that a key hides from us are not called clean", async () => {
  const refused = { ErrorCode: "AccessDeniedException", Message: "Lambda was unable to decrypt them" };
  const decoded = await decodeFunction({ ...documented, Environment: { Error: refused } });
  expect(decoded.secrets).toMatchObject([{ type: "not-scanned", place: "Environment.Variables" }]);
});

test("without a role is refused by the field's name", async () => {
  await expect(decodeFunction({ FunctionName: "my-function" })).rejects.toThrow("Function.Role is missing");
});
