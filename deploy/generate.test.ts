import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { collectors, memberCollectors } from "#collectors/registry.ts";
import { declaredOperations, deniedActions, managedPolicyLimit } from "#collectors/runtime/access-policy.ts";
import { iamActions } from "#collectors/runtime/iam-action.ts";
import { drainOperations } from "#collectors/services/threat-queue/drain-queue.ts";
import { covers, coversAction } from "#lib/iam/pattern.ts";
import { accessFiles, terraformPolicies } from "./generate.ts";
import securityAudit from "./security-audit.json" with { type: "json" };

const files = accessFiles();

const policy = z.strictObject({
  Version: z.literal("2012-10-17"),
  Statement: z.array(
    z.strictObject({
      Sid: z.string(),
      Effect: z.enum(["Allow", "Deny"]),
      Action: z.union([z.string().transform((action) => [action]), z.array(z.string())]),
      Resource: z.union([z.string().transform((resource) => [resource]), z.array(z.string())]),
    }),
  ),
});

const policies = Object.entries(files)
  .filter(([name]) => name.endsWith(".json"))
  .map(([name, text]) => ({ name: path.basename(name, ".json"), document: policy.parse(JSON.parse(text)) }));

function statementsOf(prefix: string, effect: "Allow" | "Deny") {
  return policies
    .filter(({ name }) => name.startsWith(prefix))
    .flatMap(({ document }) => document.Statement)
    .filter((statement) => statement.Effect === effect);
}

function actionsOf(prefix: string, effect: "Allow" | "Deny"): string[] {
  return statementsOf(prefix, effect).flatMap((statement) => statement.Action);
}

const inAccounts = iamActions(declaredOperations(memberCollectors));
const isDenied = (action: string) => deniedActions.some((denied) => coversAction(denied, action));

test.each(Object.keys(files))("%s is what the collectors' declarations make of it", async (name) => {
  const committed = await readFile(path.join(import.meta.dirname, name), "utf8");
  expect(committed, "run node deploy/generate.ts and commit").toBe(files[name]);
});

test("no policy lies where Terraform looks that was not generated", async () => {
  const found = await readdir(path.join(import.meta.dirname, terraformPolicies));
  expect(found.map((name) => `${terraformPolicies}/${name}`).filter((name) => !(name in files))).toEqual([]);
});

describe("the role in an account", () => {
  test("is allowed every operation that an account's collectors declare, and no other", () => {
    expect(actionsOf("member-", "Allow").sort()).toEqual(inAccounts);
    for (const template of ["member-role.yaml", "management.yaml"])
      for (const action of inAccounts) expect(files[template]).toContain(`- ${action}\n`);
  });

  test("is allowed the same in the managed variant, by SecurityAudit or beside it", () => {
    const beside = new Set(actionsOf("managed-", "Allow"));
    const granted = (action: string) =>
      securityAudit.actions.some((pattern) => coversAction(pattern, action)) !== beside.has(action);
    expect(inAccounts.filter((action) => !granted(action))).toEqual([]);
    expect(files["member-role-managed.yaml"]).toContain(":iam::aws:policy/SecurityAudit\n");
  });

  test.each(["member-", "managed-"])("is denied data in %s", (prefix) => {
    const everywhere = statementsOf(prefix, "Deny").filter(({ Resource }) => Resource.includes("*"));
    expect(everywhere.flatMap(({ Action }) => Action)).toEqual([...deniedActions]);
  });

  describe.each(["member-", "managed-"])("reads of API Gateway what it needs, in %s:", (prefix) => {
    const matches = (effect: "Allow" | "Deny", path: string) =>
      statementsOf(prefix, effect).some(
        ({ Action, Resource }) =>
          Action.includes("apigateway:GET") &&
          Resource.some((pattern) =>
            covers(pattern.replace(fill, "aws"), `arn:aws:apigateway:eu-central-1::${path}`),
          ),
      );
    const fill = "${" + "partition}";

    test.each(["/apis", "/apis/a1b2/routes", "/restapis", "/restapis/a1b2/resources"])("%s", (path) => {
      expect([matches("Allow", path), matches("Deny", path)]).toEqual([true, false]);
    });

    test.each(["/apikeys", "/apikeys/k1", "/usageplans/p1/keys", "/usageplans/p1/keys/k1"])(
      "not %s, a key",
      (path) => {
        expect([matches("Allow", path), matches("Deny", path)]).toEqual([false, true]);
      },
    );

    test.each(["/restapis/a1b2/stages", "/apis/a1b2/stages", "/clientcertificates"])("not %s", (path) => {
      expect(matches("Allow", path)).toBe(false);
    });
  });

  test("is denied nothing that a collector needs", () => {
    expect(inAccounts.filter(isDenied)).toEqual([]);
  });

  test.each(["member-", "managed-"])("has no more policies than IAM attaches to a role, in %s", (prefix) => {
    const count = policies.filter(({ name }) => name.startsWith(prefix)).length;
    // One more is SecurityAudit: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html allows 10.
    expect(count).toBeLessThanOrEqual(9);
  });
});

test.each(policies)("$name fits a managed policy", ({ document }) => {
  expect(JSON.stringify(document).replace(/\s/g, "").length).toBeLessThanOrEqual(managedPolicyLimit);
});

/** Reads by their names; API Gateway names its action after the method. */
const read =
  /^(apigateway:GET|[a-z0-9-]+:(Get|List|Describe|BatchGet|Select|Search|SimulatePrincipalPolicy)\w*)$/;
/** Ask for a report, which is all they make. */
const reports = ["iam:GenerateCredentialReport", "iam:GenerateServiceLastAccessedDetails"];

test("nothing is allowed that writes, but for entering accounts and draining one queue", () => {
  const allowed = policies.flatMap(({ document }) =>
    document.Statement.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action),
  );
  const writing = allowed.filter((action) => !read.test(action) && !reports.includes(action));
  expect([...new Set(writing)]).toEqual(["sts:AssumeRole"]);
  expect(drainOperations).toEqual(["sqs:ReceiveMessage", "sqs:DeleteMessage"]);
});

test("Terraform's worker may drain its queue as CloudFormation's may", async () => {
  const module = path.join(import.meta.dirname, "terraform", "collector-role", "main.tf");
  const [, actions = ""] =
    /sid += "DrainThreats"\s+actions += \[(.*)\]/.exec(await readFile(module, "utf8")) ?? [];
  expect(actions.replaceAll('"', "").split(", ")).toEqual(iamActions(drainOperations));
  for (const action of drainOperations) expect(files["collector-role.yaml"]).toContain(`- ${action}\n`);
});

test("the worker's policy allows the Organization's reads and the role in every account", () => {
  const { Statement } = policy.parse(JSON.parse(files["policy.json"] ?? ""));
  expect(Statement).toEqual([
    {
      Sid: "ReadOrganization",
      Effect: "Allow",
      Action: iamActions([
        ...declaredOperations(collectors.organization),
        "organizations:DescribeOrganization",
      ]),
      Resource: ["*"],
    },
    {
      Sid: "EnterAccounts",
      Effect: "Allow",
      Action: ["sts:AssumeRole"],
      Resource: ["arn:aws:iam::*:role/PosternReadOnly"],
    },
  ]);
});

test("docs/connect.md says why each kind of data is denied", async () => {
  const page = await readFile(path.join(import.meta.dirname, "..", "docs", "connect.md"), "utf8");
  expect(deniedActions.filter((action) => !page.includes(`\`${action}\``))).toEqual([]);
});

describe("templates", () => {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html, without an upload. */
  const bodyLimit = 51_200;
  const templates = Object.keys(files).filter((name) => name.endsWith(".yaml"));

  test.each(templates)("%s can be given to CloudFormation as it is, without an upload", (name) => {
    expect(Buffer.byteLength(files[name] ?? "")).toBeLessThanOrEqual(bodyLimit);
  });

  test("the management account's carries the members' word for word", () => {
    const inside = (files["management.yaml"] ?? "").split("      TemplateBody: |\n")[1] ?? "";
    const body = inside.split("\n").map((line) => line.replace(/^ {8}/, ""));
    const member = (files["member-role.yaml"] ?? "").trimEnd().split("\n");
    expect(body.slice(0, member.length)).toEqual(member);
  });
});
