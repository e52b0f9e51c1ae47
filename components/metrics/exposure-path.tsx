import {
  IconArrowsSplit2,
  IconDoor,
  IconFilter,
  IconPlugConnected,
  IconRoute,
  IconServer,
  IconShield,
  IconWorld,
} from "@tabler/icons-react";
import type { PathStep } from "#lib/metrics/measurement.ts";
import styles from "./exposure-path.module.css";
import { typeLabel } from "./thing-words.ts";

const steps = {
  internet: { name: "Internet", Icon: IconWorld },
  gateway: { name: "Gateway", Icon: IconDoor },
  route: { name: "Route", Icon: IconRoute },
  "network-acl": { name: "Network ACL", Icon: IconFilter },
  "security-group-rule": { name: "Security group", Icon: IconShield },
  interface: { name: "Interface", Icon: IconPlugConnected },
  resource: { name: "Resource", Icon: IconServer },
} as const satisfies Record<PathStep["step"], { name: string; Icon: typeof IconWorld }>;

/** The way of a packet from the internet to a resource, as far as it gets. */
export function ExposurePath({
  path,
  stopped,
  isUnknown = false,
}: {
  path: readonly PathStep[];
  /** What stops it, or why that is not known; null where it arrives. */
  stopped: string | null;
  isUnknown?: boolean;
}) {
  if (path.length === 0) return null;
  const last = path.length - 1;
  return (
    <div className={styles["path"]}>
      <ol aria-label="Path from the internet" className={styles["steps"]}>
        {path.map(({ step, id, text }, index) => {
          const { name, Icon } =
            step === "gateway" && text.includes("load balancer") ? balancer : steps[step];
          const ends = stopped !== null && index === last;
          const look = ends ? styles[isUnknown ? "unknown" : "stop"] : undefined;
          return (
            <li key={`${step}|${id}`} className={`${styles["step"]} ${look ?? ""}`}>
              <span className={styles["kind"]}>
                <Icon size={14} stroke={1.8} aria-hidden />
                {name}
                {ends ? (isUnknown ? ": not known further" : ": ends here") : ""}
              </span>
              {step === "internet" ? null : (
                <span className={`mono ${styles["id"]}`} title={id}>
                  {id.startsWith("arn:") ? id.slice(id.lastIndexOf(":") + 1) : id}
                </span>
              )}
              <span className={styles["text"]}>{step === "resource" ? typeLabel(text) : text}</span>
            </li>
          );
        })}
      </ol>
      {stopped === null || !isUnknown ? null : <p className={styles["stopped"]}>{stopped}</p>}
    </div>
  );
}

const balancer = { name: "Load balancer", Icon: IconArrowsSplit2 } as const;
