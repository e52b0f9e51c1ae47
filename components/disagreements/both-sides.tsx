import type { DisagreementDto } from "#lib/api/dto/disagreements.ts";
import type { Evidence } from "#lib/inventory/findings.ts";
import { jsonLines } from "../findings/json-lines.ts";
import { CodeBlock } from "../posture/code-block.tsx";
import { StateBadge } from "../posture/state-badge.tsx";
import { Link } from "../time/link.tsx";
import styles from "./disagreements.module.css";

function Side({
  name,
  control,
  verdict,
  evidence,
  full,
}: {
  name: string;
  control: React.ReactNode;
  verdict: "pass" | "fail";
  evidence: Evidence;
  full: boolean;
}) {
  return (
    <div className={styles["side"]}>
      <div className={styles["who"]}>
        <strong>{name}</strong> <StateBadge state={verdict} />
      </div>
      <div className={styles["control"]}>{control}</div>
      <p className={styles["summary"]}>{evidence.summary}</p>
      {full
        ? evidence.fragments.map(({ label, place, value }) => (
            <div key={`${place}|${label}`}>
              <div className={styles["control"]}>{label}</div>
              <CodeBlock
                label={`${name}: ${label}`}
                code={jsonLines(value)
                  .map(({ text }) => text)
                  .join("\n")}
              />
            </div>
          ))
        : null}
    </div>
  );
}

/** What each side of a disagreement says, side by side; one of them with the values that decided. */
export function BothSides({
  disagreement,
  inFull,
}: {
  disagreement: DisagreementDto;
  inFull?: "postern" | "security-hub";
}) {
  const { controlId, verdict, evidence, detectorControl, detectorTitle, detectorRegion } = disagreement;
  return (
    <div className={styles["sides"]}>
      <Side
        name="Postern"
        control={<Link href={`/controls/${controlId}`}>{controlId}</Link>}
        verdict={verdict}
        evidence={evidence}
        full={inFull === "postern"}
      />
      <Side
        name="Security Hub"
        control={
          <>
            <code>{detectorControl}</code> in {detectorRegion}: {detectorTitle}
          </>
        }
        verdict={verdict === "pass" ? "fail" : "pass"}
        evidence={disagreement.detectorEvidence}
        full={inFull === "security-hub"}
      />
    </div>
  );
}
