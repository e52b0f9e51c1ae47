"use client";

import {
  IconAlertTriangle,
  IconBuildingCommunity,
  IconChecklist,
  IconHistory,
  IconLayoutDashboard,
  IconPlugConnected,
} from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import styles from "./app-frame.module.css";

export const destinations = [
  { href: "/", label: "Overview", Icon: IconLayoutDashboard },
  { href: "/accounts", label: "Accounts", Icon: IconBuildingCommunity },
  { href: "/controls", label: "Controls", Icon: IconChecklist },
  { href: "/findings", label: "Findings", Icon: IconAlertTriangle },
  { href: "/runs", label: "Runs", Icon: IconHistory },
  { href: "/preflight", label: "Preflight", Icon: IconPlugConnected },
] as const;

function isHere(pathname: string, href: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className={styles["nav"]}>
      {destinations.map(({ href, label, Icon }) => (
        <Link
          key={href}
          href={href}
          className={styles["link"]}
          aria-current={isHere(pathname, href) ? "page" : undefined}
          onClick={() => onNavigate?.()}
        >
          <Icon size={18} stroke={1.7} aria-hidden />
          {label}
        </Link>
      ))}
    </nav>
  );
}
