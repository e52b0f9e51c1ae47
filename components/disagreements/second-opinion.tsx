import type { SecondOpinionDto } from "#lib/api/dto/disagreements.ts";
import type { FindingRowDto } from "#lib/api/dto/findings.ts";
import { Panel } from "../posture/panel.tsx";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import { BothSides } from "./both-sides.tsx";
import styles from "./disagreements.module.css";

function verdictOf({ corroborations, disagreements }: SecondOpinionDto, finding: FindingRowDto): string {
  if (disagreements.length > 0) return "disagrees";
  if (corroborations.length > 0) return "corroborated";
  return finding.status === "resolved" ? "not compared any more" : "has not spoken";
}

/** What the other side says of the same resource: Security Hub of a finding of ours, our controls of one of its. */
export function SecondOpinion({ opinion, finding }: { opinion: SecondOpinionDto; finding: FindingRowDto }) {
  const { comparedWith, corroborations, disagreements } = opinion;
  const ours = finding.source === "postern";
  const other = ours ? "Security Hub" : "Postern";
  const isSilent = corroborations.length === 0 && disagreements.length === 0;
  return (
    <Panel title={ours ? "Security Hub" : "Postern's own verdict"} aside={verdictOf(opinion, finding)}>
      {disagreements.length > 0 ? (
        <ul className={styles["list"]} aria-label="Disagreements">
          {disagreements.map((each) => (
            <li key={each.uid}>
              <div className={styles["head"]}>
                <strong>The two disagree</strong>
                <span>
                  since <Instant at={each.since} />
                </span>
              </div>
              <BothSides disagreement={each} inFull={ours ? "security-hub" : "postern"} />
            </li>
          ))}
        </ul>
      ) : null}
      {corroborations.length > 0 ? (
        <ul className={styles["list"]} aria-label="Corroborations">
          {corroborations.map((each) => (
            <li key={each.findingUid} className={styles["said"]}>
              <strong>Corroborated</strong> since <Instant at={each.since} /> by {other}:{" "}
              <Link href={`/findings/${each.findingUid}`}>
                {ours ? `${each.detectorControl}, ${each.title}` : each.controlId}
              </Link>{" "}
              in {each.region}.
            </li>
          ))}
        </ul>
      ) : null}
      {isSilent ? (
        <p className={styles["said"]}>
          {finding.status === "resolved"
            ? `The finding is resolved: it was held against ${comparedWith.join(", ")} while it was open.`
            : `${other} says nothing of this resource under ${comparedWith.join(", ")} that could be held against it.`}
        </p>
      ) : null}
    </Panel>
  );
}
