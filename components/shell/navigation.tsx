"use client";

import {
  IconAlertTriangle,
  IconBuildingCommunity,
  IconCertificate,
  IconChecklist,
  IconClockPause,
  IconFlame,
  IconGitCompare,
  IconHistory,
  IconHourglass,
  IconId,
  IconKey,
  IconLayoutDashboard,
  IconLifebuoy,
  IconMap2,
  IconPlugConnected,
  IconRadar2,
  IconSignature,
  IconTargetArrow,
  IconWorldWww,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { overviewOptions } from "#lib/api/query-options.ts";
import { formatCount } from "../format.ts";
import { useAsOf } from "../time/as-of.tsx";
import { Link } from "../time/link.tsx";
import styles from "./app-frame.module.css";

/** One group: where the numbers of the overview are told. */
const metricDestinations = [
  { href: "/metrics/detection-time", label: "Time to detect", Icon: IconRadar2 },
  { href: "/metrics/permission-utilization", label: "Permissions", Icon: IconKey },
  { href: "/metrics/identity-coverage", label: "Workload identity", Icon: IconId },
  { href: "/metrics/network-exposure", label: "Network exposure", Icon: IconWorldWww },
] as const;

export const destinations = [
  { href: "/", label: "Overview", Icon: IconLayoutDashboard },
  { href: "/roadmap", label: "Roadmap", Icon: IconMap2 },
  { href: "/targets", label: "Targets", Icon: IconTargetArrow },
  { href: "/accounts", label: "Accounts", Icon: IconBuildingCommunity },
  { href: "/controls", label: "Controls", Icon: IconChecklist },
  { href: "/frameworks", label: "Frameworks", Icon: IconCertificate },
  { href: "/findings", label: "Findings", Icon: IconAlertTriangle },
  { href: "/drift", label: "Drift", Icon: IconHourglass },
  { href: "/compare", label: "Compare", Icon: IconGitCompare },
  { href: "/exceptions", label: "Exceptions", Icon: IconClockPause },
  { href: "/attestations", label: "Attestations", Icon: IconSignature },
  { href: "/incidents", label: "Incidents", Icon: IconFlame },
  { href: "/runbooks", label: "Runbooks", Icon: IconLifebuoy },
  { href: "/runs", label: "Runs", Icon: IconHistory },
  { href: "/preflight", label: "Preflight", Icon: IconPlugConnected },
  ...metricDestinations,
] as const;

const isMetric = (href: string) => href.startsWith("/metrics/");

function isHere(pathname: string, href: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const asOf = useAsOf();
  const pathname = usePathname();
  const overview = useQuery({ ...overviewOptions(asOf), throwOnError: false });
  const expiring = overview.data?.exceptions.expiring ?? 0;
  const entry = ({ href, label, Icon }: (typeof destinations)[number]) => (
    <Link
      key={href}
      href={href}
      className={`${styles["link"]} ${isMetric(href) ? styles["grouped"] : ""}`}
      aria-current={isHere(pathname, href) ? "page" : undefined}
      onClick={() => onNavigate?.()}
    >
      <Icon size={isMetric(href) ? 16 : 18} stroke={1.7} aria-hidden />
      {label}
      {href === "/exceptions" && expiring > 0 ? <Expiring count={expiring} /> : null}
    </Link>
  );
  const [overviewEntry, ...others] = destinations.filter(({ href }) => !isMetric(href));
  return (
    <nav aria-label="Main" className={styles["nav"]}>
      {overviewEntry === undefined ? null : entry(overviewEntry)}
      <fieldset aria-label="Metrics" className={styles["group"]}>
        {metricDestinations.map(entry)}
      </fieldset>
      {others.map(entry)}
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
