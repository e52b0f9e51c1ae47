import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { memberCollectors } from "#collectors/registry.ts";
import { declaredOperations } from "#collectors/runtime/access-policy.ts";
import { iamActions } from "#collectors/runtime/iam-action.ts";
import { accessFiles } from "./generate.ts";

const files = accessFiles();

test.each(Object.keys(files))("%s is what the collectors' declarations make of it", async (name) => {
  const committed = await readFile(path.join(import.meta.dirname, name), "utf8");
  expect(committed, "run node deploy/generate.ts and commit").toBe(files[name]);
});

test("the template allows every operation that an account's collectors declare", () => {
  const template = files["member-role.yaml"] ?? "";
  const allowed = template.slice(template.indexOf("Effect: Allow", template.indexOf("ReadPolicy1")));
  for (const action of iamActions(declaredOperations(memberCollectors)))
    expect(allowed).toContain(`- ${action}\n`);
});

test("the policy allows the Organization's reads and the role in every account", () => {
  expect(JSON.parse(files["policy.json"] ?? "")).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadOrganization",
        Effect: "Allow",
        Action: [
          "organizations:DescribeOrganization",
          "organizations:DescribePolicy",
          "organizations:ListAccountsForParent",
          "organizations:ListDelegatedAdministrators",
          "organizations:ListDelegatedServicesForAccount",
          "organizations:ListOrganizationalUnitsForParent",
          "organizations:ListPolicies",
          "organizations:ListRoots",
          "organizations:ListTargetsForPolicy",
        ],
        Resource: "*",
      },
      {
        Sid: "EnterAccounts",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: "arn:aws:iam::*:role/PosternReadOnly",
      },
    ],
  });
});
