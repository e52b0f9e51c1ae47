import { describe, expect, test } from "vitest";
import { parsePolicy } from "#lib/iam/policy.ts";
import { checklistItems } from "./frameworks.ts";
import { controlById, controls } from "./registry.ts";
import { catalogue } from "./testing/catalogue.ts";

const short: Record<string, string> = {
  "security-hub": "SH",
  "nist-800-53": "800-53",
  "nist-800-207": "800-207",
};

test.each(controls.map((control) => [control.id, control] as const))(
  "title, severity, pillar, phase and mappings of %s are those of the catalogue",
  (id, { title, severity, pillar, phase, mappings }) => {
    const listed = mappings
      .filter(({ framework }) => framework !== "cisa-ztmm")
      .map(
        ({ framework, requirement, ours }) =>
          `${ours ? "~" : ""}${short[framework] ?? framework} ${requirement}`,
      );
    expect({ title, says: `${severity} ${pillar} ${phase}: ${listed.join(", ")}` }).toEqual(
      catalogue.get(id),
    );
  },
);

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
  const { summary, cli, terraform, policy, verify, fills = [] } = control.remediation;
  const value = new RegExp(
    `\\$\\{(${["account", "region", "resource", "name", ...fills].join("|")})\\}`,
    "g",
  );

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

  test("gives a policy that is JSON, with values inside its strings", () => {
    if (policy === undefined) return;
    expect(parsePolicy(policy.replaceAll(value, "x"))).toMatchObject({ ok: true });
    expect(policy.replaceAll(/"[^"]*"/g, "")).not.toMatch(/\$\{/);
  });

  test("uses every placeholder it declares", () => {
    for (const key of fills) expect(`${summary}${cli}${terraform}${policy}${verify}`).toContain(`\${${key}}`);
  });

  test("leaves no other placeholder", () => {
    for (const text of [summary, cli, verify]) expect(text.replaceAll(value, "")).not.toMatch(/\$\{/);
  });
});
