"use client";

import { Tabs } from "@mantine/core";
import type { ControlDto } from "#lib/api/dto/controls.ts";
import { CodeBlock } from "../posture/code-block.tsx";
import { Panel } from "../posture/panel.tsx";
import styles from "./controls.module.css";

export function Remediation({
  remediation,
  title = "How to fix it",
}: {
  remediation: ControlDto["control"]["remediation"];
  title?: string;
}) {
  const tabs = [
    { value: "cli", label: "AWS CLI", code: remediation.cli },
    { value: "terraform", label: "Terraform", code: remediation.terraform },
    { value: "verify", label: "Verify", code: remediation.verify },
  ].filter(({ code }) => code !== "");
  return (
    <Panel title={title}>
      <p className={styles["prose"]}>{remediation.summary}</p>
      <Tabs defaultValue="cli" mt="xs" keepMounted={false}>
        <Tabs.List>
          {tabs.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value} fz="sm">
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ value, label, code }) => (
          <Tabs.Panel key={value} value={value} pt="xs">
            <CodeBlock label={label} code={code} wrap={value !== "terraform"} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Panel>
  );
}
