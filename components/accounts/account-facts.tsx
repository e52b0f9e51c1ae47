import type { AccountDto } from "#lib/api/dto/accounts.ts";
import { formatDate } from "../format.ts";
import { Instant } from "../time/instant.tsx";
import styles from "./accounts.module.css";

export function AccountFacts({ account: { account, regions } }: { account: AccountDto }) {
  const facts = [
    { term: "Account id", value: <span className="mono">{account.id}</span> },
    { term: "Unit", value: account.ouPath.map(({ name }) => name).join(" / ") || "n/a" },
    { term: "State", value: account.state.toLowerCase() },
    { term: "E-mail", value: account.email },
    { term: "Joined", value: account.joinedAt === null ? "n/a" : formatDate(account.joinedAt) },
    { term: "Regions", value: regions.length === 0 ? "not known" : regions.join(", ") },
    { term: "Collected", value: <Instant at={account.collectedAt} /> },
  ];
  return (
    <dl className={styles["facts"]}>
      {facts.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
