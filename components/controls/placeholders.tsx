import type { ReactNode } from "react";
import styles from "./controls.module.css";

const UNFILLED = /\$\{(account|region|resource|name)\}/g;
const NAMED = /(<(?:account|region|resource|name)>)/;

/**
 * `${region}` as `<region>`: pasted unread, a shell would take the first for a variable of its own that is
 * empty, where it refuses the second.
 */
export function namePlaceholders(text: string): string {
  return text.replaceAll(UNFILLED, "<$1>");
}

export function hasPlaceholders(text: string): boolean {
  return namePlaceholders(text) !== text;
}

/** Text with its named placeholders told apart from what is to be typed as it stands. */
export function markPlaceholders(text: string): ReactNode {
  return text.split(NAMED).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <var key={index} className={styles["placeholder"]}>
        {part}
      </var>
    ),
  );
}
