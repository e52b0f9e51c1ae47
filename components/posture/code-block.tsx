"use client";

import { ActionIcon, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./code-block.module.css";

/** Text to read and copy, never to be interpreted; `marked` are the lines that decided. */
export function CodeBlock({
  label,
  code,
  marked,
  wrap = false,
  mark,
}: {
  label: string;
  code: string;
  marked?: ReadonlySet<number>;
  /** Long lines are broken rather than scrolled to: commands, whose ends matter. */
  wrap?: boolean;
  /** Sets parts of a line apart; what is copied stays `code`. */
  mark?: (line: string) => ReactNode;
}) {
  return (
    <div className={styles["block"]}>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            className={styles["copy"] ?? ""}
            aria-label={copied ? `${label} copied` : `Copy ${label}`}
            onClick={copy}
          >
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section aria-label={label} tabIndex={0} className={styles["scroll"]}>
        <pre className={`${styles["code"]} ${wrap ? styles["wrapped"] : ""}`}>
          {code.split("\n").map((line, index) => (
            <span key={index} className={marked?.has(index) === true ? styles["marked"] : undefined}>
              {mark === undefined ? line : mark(line)}
              {"\n"}
            </span>
          ))}
        </pre>
      </section>
    </div>
  );
}
