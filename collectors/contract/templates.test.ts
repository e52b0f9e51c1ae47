import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// Judges of the access templates that know nothing of us: cfn-lint, python-hcl2 and, where it is there, Terraform.

const run = promisify(execFile);
const deploy = path.resolve("deploy");
const modules = path.join(deploy, "terraform");
const tools = path.dirname(process.env["MOTO_SERVER"] ?? path.resolve(".venv", "bin", "moto_server"));

const filesOf = async (folder: string, end: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(end)).sort();

const templates = await filesOf(deploy, ".yaml");
const hcl = await filesOf(modules, ".tf");
const moduleNames = [...new Set(hcl.map((name) => path.dirname(name)))];

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end; `code` is 127 where there is no such program. */
async function ended(program: string, args: readonly string[], cwd = deploy): Promise<Ended> {
  try {
    const { stdout, stderr } = await run(program, args, { cwd });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    const said = ["stdout", "stderr"].map((name) => Object.entries(error).find(([key]) => key === name)?.[1]);
    const code = typeof error.code === "number" ? error.code : 127;
    return { code, output: code === 127 ? error.message : said.join("") };
  }
}

test("there is something to judge", () => {
  expect(templates).toEqual([
    "collector-role.yaml",
    "management.yaml",
    "member-role-managed.yaml",
    "member-role.yaml",
    "threats.yaml",
  ]);
  expect(moduleNames).toEqual(["collector-role", "member-role", "organization", "threats"]);
});

test.each(templates)("cfn-lint finds neither error nor warning in %s", async (name) => {
  const args = ["--regions", "us-east-1", "eu-central-1", "--template", path.join(deploy, name)];
  expect(await ended(path.join(tools, "cfn-lint"), args)).toEqual({ code: 0, output: "" });
});

test.each(hcl)("%s is HCL", async (name) => {
  const parse = "import hcl2, sys\nwith open(sys.argv[1]) as file:\n    hcl2.load(file)\n";
  const args = ["-c", parse, path.join(modules, name)];
  expect(await ended(path.join(tools, "python"), args)).toEqual({ code: 0, output: "" });
});

const role = "arn:aws:iam::111122223333:role/postern";
const member = { collector_role_arn: role, external_id: "7Yk-3f9Qx_2Zp=b", organization_id: "o-a1b2c3d4e5" };
const queue = "arn:aws:sqs:eu-central-1:111122223333:postern-threats";

/** Values that a module takes, and one change at a time that it refuses. */
const values: Readonly<Record<string, { good: Record<string, string>; bad: Record<string, string> }>> = {
  "member-role": {
    good: member,
    bad: {
      collector_role_arn: "arn:aws:iam::111122223333:user/eve",
      external_id: "a b",
      organization_id: "acme",
    },
  },
  organization: {
    good: { ...member, organizational_unit_id: "r-ab12" },
    bad: { organizational_unit_id: "root" },
  },
  "collector-role": {
    good: { runtime: "Role", trusted_role_arn: role, threat_queue_arn: queue },
    bad: { runtime: "Lambda", trusted_role_arn: "postern", threat_queue_arn: "postern-threats" },
  },
  threats: { good: { collector_role_arn: role }, bad: { sources: '["macie"]', queue_name: "a.fifo" } },
};

const version = await ended("terraform", ["version"]);
const missing = version.code === 127;
if (missing) process.stdout.write("Skipped: terraform is not on the PATH.\n");

describe.skipIf(missing)("terraform", () => {
  /** A copy, for Terraform writes beside what it reads. */
  let copy: string;
  beforeAll(async () => {
    copy = await mkdtemp(path.join(tmpdir(), "postern-terraform-"));
    await cp(deploy, copy, { recursive: true });
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));

  const terraform = (name: string, ...args: string[]) => {
    const [command = "", ...more] = args;
    const folder = path.join(copy, "terraform", name);
    return ended("terraform", [`-chdir=${folder}`, command, "-no-color", ...more]);
  };

  test.each(moduleNames)("finds %s formatted", async (name) => {
    expect((await terraform(name, "fmt", "-check", "-diff")).code).toBe(0);
  });

  test.each(moduleNames)("checks the variables of %s", async (name) => {
    // Without resources no provider is needed.
    const alone = path.join(copy, "terraform", `${name}-variables`);
    await mkdir(alone);
    const variables = path.join(copy, "terraform", name, "variables.tf");
    await cp(variables, path.join(alone, "variables.tf"));
    expect(await terraform(`${name}-variables`, "init")).toMatchObject({ code: 0 });
    const { good, bad } = values[name] ?? { good: {}, bad: {} };
    const plan = (given: Record<string, string>) => {
      const flags = Object.entries(given).flatMap(([key, value]) => ["-var", `${key}=${value}`]);
      return terraform(`${name}-variables`, "plan", "-input=false", ...flags);
    };
    expect(await plan(good)).toMatchObject({ code: 0 });
    for (const [key, value] of Object.entries(bad)) {
      const refused = await plan({ ...good, [key]: value });
      expect(refused.code, `${key} = ${value}`).toBe(1);
      expect(refused.output).toContain("Invalid value for variable");
    }
  });

  for (const name of moduleNames)
    test(`finds ${name} valid`, async ({ skip }) => {
      const init = await terraform(name, "init", "-backend=false", "-input=false");
      if (init.code !== 0) skip("terraform could not get the AWS provider");
      expect(await terraform(name, "validate")).toMatchObject({ code: 0 });
    });
});
