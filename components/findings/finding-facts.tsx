import type { FindingDto } from "#lib/api/dto/findings.ts";
import { ageText, driftHref } from "../drift/words.ts";
import { sourceName } from "../labels.ts";
import { SeverityBadge } from "../posture/severity-badge.tsx";
import { FindingStatusBadge } from "../posture/state-badge.tsx";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import styles from "./finding.module.css";

export function FindingFacts({ finding, drift }: Pick<FindingDto, "finding" | "drift">) {
  const facts = [
    { term: "Resource", value: <span className="mono">{finding.resourceId}</span> },
    { term: "Type", value: finding.resourceType },
    {
      term: "Account",
      value: <Link href={`/accounts/${finding.account.id}`}>{finding.account.name}</Link>,
    },
    { term: "Region", value: finding.region },
    { term: "Source", value: sourceName(finding.source) },
    { term: "Kind", value: finding.kind.replaceAll("-", " ") },
    { term: "Opened", value: <Instant at={finding.openedAt} /> },
    ...(drift === null
      ? []
      : [
          {
            term: "Drift",
            value: <Link href={driftHref({ account: finding.account.id })}>{ageText(drift)}</Link>,
          },
        ]),
    ...(finding.resolvedAt === null
      ? []
      : [{ term: "Resolved", value: <Instant at={finding.resolvedAt} /> }]),
    ...(finding.detectedAt === null
      ? []
      : [{ term: "Detected", value: <Instant at={finding.detectedAt} /> }]),
    ...(finding.firstObservedAt === null
      ? []
      : [{ term: "First observed", value: <Instant at={finding.firstObservedAt} /> }]),
  ];
  return (
    <div className={styles["facts"]}>
      <div className={styles["badges"]}>
        <FindingStatusBadge status={finding.status} />
        <SeverityBadge severity={finding.severity} />
      </div>
      <dl>
        {facts.map(({ term, value }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
