import type { ExceptionDto } from "#lib/api/dto/exceptions.ts";
import { formatCount, formatInstant, plural } from "../format.ts";
import { ExceptionStateBadge } from "../posture/state-badge.tsx";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import styles from "./exceptions.module.css";
import { coversText } from "./words.ts";

export function ExceptionFacts({
  exception,
  countLimit,
}: {
  exception: ExceptionDto["exception"];
  countLimit: number;
}) {
  const { control, scope, target, owner, requester, approver, startsAt, endsAt, findings } = exception;
  const covers =
    scope === "account" ? (
      <Link href={`/accounts/${target}`}>{coversText(exception)}</Link>
    ) : (
      <span className={scope === "resource" ? "mono" : undefined}>{coversText(exception)}</span>
    );
  const facts = [
    { term: "Control", value: <Link href={`/controls/${control.id}`}>{control.title}</Link> },
    { term: "Covers", value: covers },
    { term: "Owner", value: owner },
    { term: "Requested by", value: requester },
    { term: "Approved by", value: approver },
    { term: "From", value: formatInstant(startsAt) },
    {
      term: "Until",
      value: (
        <>
          {formatInstant(endsAt)} (<Instant at={endsAt} />)
        </>
      ),
    },
    {
      term: "Holds now",
      value:
        findings >= countLimit ? `${formatCount(findings)} findings or more` : plural(findings, "finding"),
    },
  ];
  return (
    <div className={styles["facts"]}>
      <ExceptionStateBadge state={exception.state} />
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
