import { describe, expect, test } from "vitest";
import { checklistItems } from "./frameworks.ts";
import { controlById, controls } from "./registry.ts";

/** controls.md, row by row; `~` marks a mapping of ours, `SH` a Security Hub control outside FSBP. */
const catalogue: Record<string, string> = {
  "iam-user-mfa":
    "high identity 1: fsbp IAM.5, SH IAM.19, cis-1.4 1.10, cis-3.0 1.10, cis-5.0 1.9, 800-53 IA-2(1), ~800-207 T6, ~checklist 1",
  "iam-no-full-admin":
    "high identity 1: fsbp IAM.1, cis-1.4 1.16, cis-3.0 1.16, cis-5.0 1.15, 800-53 AC-6, ~800-207 T3, ~checklist 2",
  "root-hardware-mfa":
    "critical identity 1: fsbp IAM.6, cis-1.4 1.6, cis-3.0 1.6, cis-5.0 1.5, 800-53 IA-2(1), ~800-207 T6, ~checklist 4",
  "root-no-keys":
    "critical identity 1: fsbp IAM.4, cis-1.4 1.4, cis-3.0 1.4, cis-5.0 1.3, 800-53 AC-6(10), ~800-207 T6",
  "access-key-age-90d":
    "medium identity 1: fsbp IAM.3, cis-1.4 1.14, cis-3.0 1.14, cis-5.0 1.13, 800-53 AC-2(3), ~800-207 T3",
  "iam-user-dormant-90d":
    "medium identity 1: fsbp IAM.8, cis-1.4 1.12, cis-3.0 1.12, cis-5.0 1.11, 800-53 AC-2(3), ~800-207 T5",
  "trust-external-guarded": "high identity 1: ~800-53 AC-3, ~800-207 T6",
  "ec2-instance-role":
    "high devices 3: cis-1.4 1.18, cis-3.0 1.18, cis-5.0 1.17, ~800-53 IA-9, ~800-207 T6, ~checklist 12",
  "ec2-imdsv2": "high devices 3: fsbp EC2.8, cis-3.0 5.6, cis-5.0 5.7, 800-53 AC-3, ~800-207 T6",
  "sg-no-open-admin":
    "critical networks 2: fsbp EC2.19, fsbp Redshift.15, SH EC2.13, SH EC2.14, SH EC2.53, SH EC2.54, cis-1.4 5.2, cis-3.0 5.2, cis-3.0 5.3, cis-5.0 5.3, cis-5.0 5.4, 800-53 AC-4, 800-53 SC-7, ~800-207 T2, ~checklist 8",
  "exposure-lb-nat-only": "high networks 2: fsbp EC2.18, 800-53 SC-7, ~800-207 T2",
  "sg-default-closed":
    "high networks 2: fsbp EC2.2, cis-1.4 5.3, cis-3.0 5.4, cis-5.0 5.5, 800-53 SC-7(5), ~800-207 T2",
  "s3-policy-present": "medium data 3: ~800-53 AC-3, ~800-207 T4, ~checklist 5",
  "s3-tls-only":
    "medium data 3: fsbp S3.5, cis-1.4 2.1.2, cis-3.0 2.1.1, cis-5.0 2.1.1, 800-53 SC-8, ~800-207 T2",
  "guardduty-enabled": "high visibility 4: fsbp GuardDuty.1, 800-53 SI-4, ~800-207 T7, ~checklist 7",
  "scp-guardrails": "high governance 4: ~800-53 AC-6, ~800-207 T4, ~checklist 3",
};

const short: Record<string, string> = {
  "security-hub": "SH",
  "nist-800-53": "800-53",
  "nist-800-207": "800-207",
};

test("severity, pillar, phase and mappings are those of the catalogue", () => {
  const written = controls.map(({ id, severity, pillar, phase, mappings }) => {
    const listed = mappings
      .filter(({ framework }) => framework !== "cisa-ztmm")
      .map(
        ({ framework, requirement, ours }) =>
          `${ours ? "~" : ""}${short[framework] ?? framework} ${requirement}`,
      );
    return [id, `${severity} ${pillar} ${phase}: ${listed.join(", ")}`];
  });
  expect(Object.fromEntries(written)).toEqual(catalogue);
});

test("ids are unique, and found", () => {
  expect(new Set(controls.map((control) => control.id)).size).toBe(controls.length);
  for (const control of controls) expect(controlById(control.id)).toBe(control);
  expect(controlById("no-such-control")).toBeUndefined();
});

test("every control is in the CISA model by its pillar", () => {
  for (const { mappings, pillar } of controls)
    expect(mappings).toContainEqual({ framework: "cisa-ztmm", requirement: pillar, ours: true });
});

test("checklist mappings and the items' lists of controls say the same", () => {
  const mapped = controls.flatMap(({ id, mappings }) =>
    mappings
      .filter(({ framework }) => framework === "checklist")
      .map(({ requirement }) => `${requirement} ${id}`),
  );
  const ids = new Set(controls.map((control) => control.id));
  const listed = checklistItems.flatMap((item) =>
    item.controls.filter((id) => ids.has(id)).map((id) => `${item.number} ${id}`),
  );
  expect(mapped.sort()).toEqual(listed.sort());
});

describe.each(controls.map((control) => [control.id, control] as const))("%s", (_, control) => {
  const { summary, cli, terraform, verify } = control.remediation;
  const value = /\$\{(account|region|resource|name)\}/g;

  test("explains itself", () => {
    for (const text of [control.rationale, summary, cli, terraform, verify]) expect(text).not.toBe("");
    expect(control.rationale.split(/[.] /).length).toBeGreaterThanOrEqual(2);
    expect(control.title).not.toMatch(/[.]$/);
  });

  // What the renderer quotes for: a value elsewhere could break out of the line it stands in.
  test("puts values outside quotes, comments and heredocs in commands", () => {
    for (const line of `${cli}\n${verify}`.split("\n")) {
      for (const match of line.matchAll(value)) {
        const before = line.slice(0, match.index);
        expect(before.match(/["']/g)?.length ?? 0).toSatisfy((quotes: number) => quotes % 2 === 0);
        expect(line).toMatch(/^aws /);
        expect(before).toMatch(/[=:/]$/);
      }
    }
  });

  test("puts values inside double quotes in Terraform", () => {
    for (const line of terraform.split("\n"))
      for (const match of line.matchAll(value)) {
        const quotes = line.slice(0, match.index).match(/"/g)?.length ?? 0;
        expect(quotes % 2).toBe(1);
        expect(line).not.toMatch(/^\s*#/);
      }
  });

  test("leaves no other placeholder", () => {
    for (const text of [summary, cli, verify]) expect(text.replaceAll(value, "")).not.toMatch(/\$\{/);
  });
});
