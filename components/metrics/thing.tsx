import type { ReactNode } from "react";
import type { MeasurementDto } from "#lib/api/dto/metrics.ts";
import { shortResource } from "../findings/words.ts";
import { formatInstant, formatMetric, formatPercent, formatSeconds, plural } from "../format.ts";
import { severitiesFromWorst, sourceName } from "../labels.ts";
import { SeverityBadge } from "../posture/severity-badge.tsx";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import { ExposurePath } from "./exposure-path.tsx";
import styles from "./metrics.module.css";
import { asideText, classLabel, classTone, threatTitle, typeLabel } from "./thing-words.ts";
import things from "./things.module.css";

const named = 6;

type Detail<M> = Extract<MeasurementDto["detail"], { metric: M }>;

/** `a, b and 3 more`. */
function listed(names: readonly string[], all = names.length): string {
  const shown = names.slice(0, named);
  const more = all - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

function Threat({ thing, detail }: { thing: MeasurementDto; detail: Detail<"detection-time"> }) {
  const { at, value } = thing;
  if (at === null) return null;
  return (
    <>
      {detail.firstObservedAt === null
        ? "When it began is not known; "
        : `Began ${formatInstant(detail.firstObservedAt)}, `}
      {sourceName(detail.source)} reported it {formatInstant(at)}
      {value === null ? "." : `: ${formatSeconds(value)} unseen.`}
    </>
  );
}

function Principal({ detail }: { detail: Detail<"permission-utilization"> }) {
  const { granted, measurable, used, unusedPrivileged, unusedPrivilegedActions } = detail;
  return (
    <>
      Granted {plural(granted, "action")}, {measurable} measurable, {used} used
      {granted === 0 ? "" : ` (measurability ${formatPercent(measurable / granted)})`}.
      {unusedPrivileged === 0 ? null : (
        <>
          {" "}
          Unused and privileged:{" "}
          <span className="mono">{listed(unusedPrivilegedActions, unusedPrivileged)}</span>.
        </>
      )}
    </>
  );
}

function Workload({ detail }: { detail: Detail<"identity-coverage"> }) {
  return (
    <>
      {detail.evidence}
      {detail.roleArn === null ? null : (
        <>
          {" "}
          Role <span className="mono">{shortResource(detail.roleArn)}</span>.
        </>
      )}
    </>
  );
}

function Exposed({ thing, detail }: { thing: MeasurementDto; detail: Detail<"network-exposure"> }) {
  return (
    <>
      {detail.ports.length === 0 ? null : `Any address may send to ${listed(detail.ports)}.`}
      {detail.vpcId === null ? "" : ` In ${detail.vpcId}.`}
      <ExposurePath path={detail.path} stopped={detail.stopped} isUnknown={thing.class === "reach-unknown"} />
    </>
  );
}

function words(thing: MeasurementDto): ReactNode {
  const { detail } = thing;
  if (detail.metric === "detection-time") return <Threat thing={thing} detail={detail} />;
  if (detail.metric === "permission-utilization")
    return thing.reason === "serviceLinked" ? null : <Principal detail={detail} />;
  return detail.metric === "identity-coverage" ? (
    <Workload detail={detail} />
  ) : (
    <Exposed thing={thing} detail={detail} />
  );
}

function Title({ thing: { detail, subjectId } }: { thing: MeasurementDto }) {
  if (detail.metric === "detection-time")
    return <Link href={`/findings/${subjectId}`}>{threatTitle(detail.type)}</Link>;
  const text = shortResource(subjectId);
  if (detail.metric !== "permission-utilization") return <span title={subjectId}>{text}</span>;
  const query = new URLSearchParams({ arn: subjectId });
  return <Link href={`/metrics/permission-utilization/principal?${query}`}>{text}</Link>;
}

function ClassBadge({ name }: { name: string }) {
  const severity = severitiesFromWorst.find((each) => each === name);
  if (severity !== undefined) return <SeverityBadge severity={severity} />;
  return (
    <span className={`${things["class"]} ${things[`class-${classTone(name)}`] ?? ""}`}>
      {classLabel(name)}
    </span>
  );
}

/** One thing behind a number, in words, with what they rest on. */
export function Thing({ thing }: { thing: MeasurementDto }) {
  const { detail, value, subjectType, class: name, account, region, since } = thing;
  const aside = asideText(thing);
  const hasValue = detail.metric === "detection-time" || detail.metric === "permission-utilization";
  return (
    <>
      <div className={things["thingHead"]}>
        <h3 className={things["thingTitle"]}>
          <Title thing={thing} />
        </h3>
        {detail.metric === "permission-utilization" ? null : <ClassBadge name={name} />}
        {hasValue && value !== null ? (
          <strong className={`num ${things["thingValue"]}`}>
            {formatMetric(detail.metric, value)}
            {detail.metric === "permission-utilization" ? " unused" : ""}
          </strong>
        ) : null}
      </div>
      <div className={styles["sub"]}>
        {detail.metric === "detection-time" ? "" : `${typeLabel(subjectType)} · `}
        <Link href={`/accounts/${account.id}`}>{account.name}</Link>
        {region === "global" ? "" : ` · ${region}`} · so since <Instant at={since} />
      </div>
      {aside === null ? null : <div className={things["aside"]}>{aside}</div>}
      <div className={things["thingWords"]}>{words(thing)}</div>
    </>
  );
}
