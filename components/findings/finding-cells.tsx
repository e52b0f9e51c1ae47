import type { AccountRefDto } from "#lib/api/dto/common.ts";
import type { FindingRowDto } from "#lib/api/dto/findings.ts";
import { Link } from "../time/link.tsx";
import styles from "./finding-cells.module.css";
import { findingTitle, shortResource } from "./words.ts";

type Finding = Pick<FindingRowDto, "uid" | "resourceId"> & Parameters<typeof findingTitle>[0];

/** A finding in a table: what it says, and of what. */
export function FindingCell({ finding, href }: { finding: Finding; href?: string }) {
  return (
    <div className={styles["finding"]}>
      <Link href={href ?? `/findings/${finding.uid}`} className={styles["link"]}>
        {findingTitle(finding)}
      </Link>
      <span className={`mono ${styles["resource"]}`} title={finding.resourceId}>
        {shortResource(finding.resourceId)}
      </span>
    </div>
  );
}

/** The account of a row. */
export function AccountCell({ account, href }: { account: AccountRefDto; href?: string }) {
  return (
    <Link href={href ?? `/accounts/${account.id}`} className="plain-link" title={account.id}>
      {account.name}
    </Link>
  );
}
