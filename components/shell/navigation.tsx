"use client";

import {
  IconAlertTriangle,
  IconBuildingCommunity,
  IconCertificate,
  IconChecklist,
  IconClockPause,
  IconGitCompare,
  IconHistory,
  IconLayoutDashboard,
  IconLifebuoy,
  IconMap2,
  IconPlugConnected,
  IconSignature,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { overviewOptions } from "#lib/api/query-options.ts";
import { formatCount } from "../format.ts";
import { useAsOf } from "../time/as-of.tsx";
import { Link } from "../time/link.tsx";
import styles from "./app-frame.module.css";

export const destinations = [
  { href: "/", label: "Overview", Icon: IconLayoutDashboard },
  { href: "/roadmap", label: "Roadmap", Icon: IconMap2 },
  { href: "/accounts", label: "Accounts", Icon: IconBuildingCommunity },
  { href: "/controls", label: "Controls", Icon: IconChecklist },
  { href: "/frameworks", label: "Frameworks", Icon: IconCertificate },
  { href: "/findings", label: "Findings", Icon: IconAlertTriangle },
  { href: "/compare", label: "Compare", Icon: IconGitCompare },
  { href: "/exceptions", label: "Exceptions", Icon: IconClockPause },
  { href: "/attestations", label: "Attestations", Icon: IconSignature },
  { href: "/runbooks", label: "Runbooks", Icon: IconLifebuoy },
  { href: "/runs", label: "Runs", Icon: IconHistory },
  { href: "/preflight", label: "Preflight", Icon: IconPlugConnected },
] as const;

function isHere(pathname: string, href: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const asOf = useAsOf();
  const pathname = usePathname();
  const overview = useQuery({ ...overviewOptions(asOf), throwOnError: false });
  const expiring = overview.data?.exceptions.expiring ?? 0;
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
          {href === "/exceptions" && expiring > 0 ? <Expiring count={expiring} /> : null}
        </Link>
      ))}
    </nav>
  );
}

/** Exceptions that end soon: somebody has to fix what they hold, or ask again. */
function Expiring({ count }: { count: number }) {
  return (
    <span className={styles["due"]} title="Exceptions that end within 14 days">
      {formatCount(count)}
      <span className="visually-hidden"> expiring</span>
    </span>
  );
}
