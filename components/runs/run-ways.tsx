import type { RunWaysDto } from "#lib/api/dto/runs.ts";
import { plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import styles from "./runs.module.css";

/** Whom the run asked: the administrators of detectors, or accounts themselves; and what Config spared it. */
export function RunWays({ ways: { detectors, config } }: { ways: RunWaysDto }) {
  return (
    <Panel title="How it was read">
      <dl className={styles["ways"]}>
        {detectors.map(({ name, administrators, askedThemselves }) => (
          <div key={name}>
            <dt>{name}</dt>
            {administrators.map(({ account, regions, accounts }) => (
              <dd key={account.id}>
                <AccountName account={account} /> answered for {plural(accounts, "account")} in{" "}
                {plural(regions, "Region")}
              </dd>
            ))}
            <dd>
              {askedThemselves === 0
                ? "No account was asked itself"
                : `${plural(askedThemselves, "account was", "accounts were")} asked`}
            </dd>
          </div>
        ))}
        <div>
          <dt>AWS Config</dt>
          <dd>
            {config.spared === 0
              ? "Vouched for nothing: every place was asked"
              : `Spared ${plural(config.spared, "answer")} in ${plural(config.regions, "Region")} of ${plural(config.accounts, "account")}`}
          </dd>
          {config.aggregators.map(({ name, region, account }) => (
            <dd key={`${account.id}/${region}/${name}`}>
              Known by the aggregator {name} of <AccountName account={account} /> in {region}
            </dd>
          ))}
        </div>
      </dl>
    </Panel>
  );
}

function AccountName({ account: { id, name } }: { account: { readonly id: string; readonly name: string } }) {
  return (
    <>
      <Link href={`/accounts/${id}`}>{name}</Link> <span className="mono">{id}</span>
    </>
  );
}
