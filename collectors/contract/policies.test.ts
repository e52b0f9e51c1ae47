import { CreatePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessFiles } from "#deploy/generate.ts";
import { type Moto, startMoto } from "./moto.ts";

let moto: Moto;
let client: IAMClient;
beforeAll(async () => {
  moto = await startMoto();
  const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
  client = new IAMClient({ endpoint: moto.url, region: "us-east-1", credentials, maxAttempts: 1 });
});
afterAll(() => moto?.stop());

const policies = Object.entries(accessFiles())
  .filter(([name]) => name.endsWith(".json"))
  // Placeholders are filled in by Terraform.
  .map(
    ([name, text]) =>
      [name, text.replace(/\$\{partition\}/g, "aws").replace(/\$\{role_name\}/g, "Postern")] as const,
  );

const create = (PolicyName: string, PolicyDocument: string) =>
  client.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));

test.each(policies)("IAM takes %s", async (name, text) => {
  const { Policy } = await create(name.replace(/\W/g, "-"), text);
  expect(Policy?.Arn).toMatch(/^arn:aws:iam::\d{12}:policy\//);
});

test("and it would refuse one that is malformed", async () => {
  const [, text = ""] = policies[0] ?? [];
  const refused = create("malformed", text.replaceAll('"Allow"', '"Permit"'));
  await expect(refused).rejects.toThrow("Syntax errors in policy");
});
