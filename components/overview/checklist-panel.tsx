import { IconCheck, IconMinus, IconShieldCheck, IconX } from "@tabler/icons-react";
import type { ChecklistItemDto } from "#lib/api/dto/overview.ts";
import { formatCount } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import styles from "./overview.module.css";

const words = {
  pass: "pass",
  fail: "fail",
  unknown: "unknown",
  "pass-excepted": "pass with exceptions",
  "not-covered": "not covered",
  "not-applicable": "not applicable",
} as const;

function note({ state, tally, missing, controlIds }: ChecklistItemDto): string {
  const excepted = tally.excepted > 0 ? `, ${formatCount(tally.excepted)} excepted` : "";
  if (state === "fail") return `${formatCount(tally.failed)} fail${excepted}`;
  if (state === "unknown") return tally.unknown > 0 ? `${formatCount(tally.unknown)} unknown` : "unknown";
  if (state === "pass") return `${formatCount(tally.passed)} pass`;
  if (state === "pass-excepted")
    return tally.passed > 0
      ? `${formatCount(tally.passed)} pass${excepted}`
      : `${formatCount(tally.excepted)} excepted`;
  if (state === "not-covered" && controlIds.length > missing.length && missing.length > 0)
    return "covered in part";
  return words[state];
}

export function ChecklistPanel({ items }: { items: readonly ChecklistItemDto[] }) {
  const passed = items.filter(({ state }) => state === "pass").length;
  return (
    <Panel
      title="Zero-trust checklist"
      aside={<Link href="/frameworks/checklist">{`${passed} of ${items.length} pass`}</Link>}
      className={styles["third"]}
    >
      <ol className={styles["rows"]}>
        {items.map((item) => (
          <li key={item.number}>
            <ChecklistRow item={item} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function ChecklistRow({ item }: { item: ChecklistItemDto }) {
  const present = item.controlIds.filter((id) => !item.missing.includes(id));
  const content = (
    <>
      <StateDot state={item.state} />
      <span className="truncate" title={item.title}>
        {item.number}. {item.title}
      </span>
      <span className={`${styles["checkNote"]} ${item.state === "fail" ? styles["failNote"] : ""}`}>
        {note(item)}
      </span>
    </>
  );
  const className = `${styles["rowLink"]} ${styles["checkRow"]}`;
  if (present.length === 0)
    return (
      <div className={className} title={`Needs controls to come: ${item.missing.join(", ")}`}>
        {content}
      </div>
    );
  const href = present.length === 1 ? `/controls/${present[0]}` : `/frameworks/checklist#${item.number}`;
  return (
    <Link href={href} className={className}>
      {content}
    </Link>
  );
}

function StateDot({ state }: { state: ChecklistItemDto["state"] }) {
  const icon = {
    pass: <IconCheck size={12} stroke={2.6} />,
    fail: <IconX size={12} stroke={2.6} />,
    "pass-excepted": <IconShieldCheck size={12} />,
    "not-applicable": <IconMinus size={12} />,
    unknown: null,
    "not-covered": null,
  };
  return (
    <span
      role="img"
      aria-label={words[state]}
      className={`${styles["checkState"]} ${styles[state]} ${state === "unknown" ? "hatched" : ""}`}
      data-print-colors
    >
      {icon[state]}
    </span>
  );
}
