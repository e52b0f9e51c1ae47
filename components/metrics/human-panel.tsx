import { type HumanIdentity, keyAges } from "#lib/metrics/human-identity.ts";
import { formatCount, formatPercent } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import styles from "./metrics.module.css";

const ages = {
  "<30": "Younger than 30 days",
  "<90": "30 to 90 days",
  "<180": "90 to 180 days",
  "<365": "180 days to a year",
  older: "Older than a year",
} as const satisfies Record<keyof HumanIdentity["keys"]["byAge"], string>;

const shareText = ({ value, numerator, n }: HumanIdentity["coverage"]) =>
  value === null ? "n/a" : `${formatPercent(value)} (${formatCount(numerator)} of ${formatCount(n)})`;

/** How people get in, beside how workloads do. */
export function HumanPanel({ human }: { human: HumanIdentity }) {
  const { coverage, isLeast, consoleMfa, keys, centerGroups, federatedRoles } = human;
  return (
    <Panel
      title="People"
      note="Not in the number. A person counts once in each account."
      className={styles["half"]}
    >
      <dl className={styles["facts"]}>
        <dt>Through Identity Center</dt>
        <dd>
          {shareText(coverage)}
          {isLeast ? ", at least: members of groups and federated people are not known by name" : ""}
        </dd>
        <dt>Groups with an assignment</dt>
        <dd>{formatCount(centerGroups)}</dd>
        <dt>Federated roles</dt>
        <dd>{formatCount(federatedRoles)}</dd>
        <dt>Console passwords with MFA</dt>
        <dd>{shareText(consoleMfa)}</dd>
        <dt>Active access keys</dt>
        <dd>{formatCount(keys.n)}</dd>
        {keyAges.map((age) => (
          <div key={age}>
            <dt>{ages[age]}</dt>
            <dd>{formatCount(keys.byAge[age])}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
