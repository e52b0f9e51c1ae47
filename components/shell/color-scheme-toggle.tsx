"use client";

import { ActionIcon, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import styles from "./color-scheme-toggle.module.css";

/** Which icon shows is CSS's business: the server does not know the reader's scheme. */
export function ColorSchemeToggle() {
  const { toggleColorScheme } = useMantineColorScheme();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label="Switch between light and dark"
      onClick={toggleColorScheme}
    >
      <IconSun size={18} stroke={1.7} className={styles["sun"]} aria-hidden />
      <IconMoon size={18} stroke={1.7} className={styles["moon"]} aria-hidden />
    </ActionIcon>
  );
}
