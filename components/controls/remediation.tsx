"use client";

import { Tabs } from "@mantine/core";
import type { ControlDto } from "#lib/api/dto/controls.ts";
import { CodeBlock } from "../posture/code-block.tsx";
import { Panel } from "../posture/panel.tsx";
import styles from "./controls.module.css";
import { hasPlaceholders, markPlaceholders, namePlaceholders } from "./placeholders.tsx";

export function Remediation({
  remediation,
  title = "How to fix it",
  template = false,
}: {
  remediation: ControlDto["control"]["remediation"];
  title?: string;
  /** Of a control and not of one of its findings: what the finding fills in is a placeholder. */
  template?: boolean;
}) {
  const written = (text: string) => (template ? namePlaceholders(text) : text);
  const mark = template ? { mark: markPlaceholders } : {};
  const { summary, cli, terraform, policy, verify } = remediation;
  const unfilled = template && [summary, cli, terraform, policy ?? "", verify].some(hasPlaceholders);
  const tabs = [
    { value: "cli", label: "AWS CLI", code: written(cli) },
    { value: "terraform", label: "Terraform", code: written(terraform) },
    { value: "policy", label: "Policy", code: written(policy ?? "") },
    { value: "verify", label: "Verify", code: written(verify) },
  ].filter(({ code }) => code !== "");
  return (
    <Panel title={title}>
      <p className={styles["prose"]}>{template ? markPlaceholders(written(summary)) : summary}</p>
      {unfilled ? (
        <p className={styles["small"]}>
          What stands like <code>{markPlaceholders("<name>")}</code> differs from finding to finding: each
          finding shows these commands filled in.
        </p>
      ) : null}
      <Tabs defaultValue="cli" mt="xs" keepMountedMode="display-none">
        <Tabs.List className="no-print">
          {tabs.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value} fz="sm">
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ value, label, code }) => (
          <Tabs.Panel key={value} value={value} pt="xs" className={styles["fix"] ?? ""}>
            <h3 className="print-only">{label}</h3>
            <CodeBlock label={label} code={code} wrap={value === "cli" || value === "verify"} {...mark} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Panel>
  );
}
