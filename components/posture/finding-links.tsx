import type { TallyDto } from "#lib/api/dto/common.ts";
import { formatCount } from "../format.ts";
import { Link } from "../time/link.tsx";
import styles from "./tally-bar.module.css";

/** How many findings a control has in a place, open and excepted, each leading to them. */
export function FindingLinks({
  tally,
  of,
  where,
}: {
  tally: TallyDto;
  of: Readonly<Record<string, string>>;
  /** In words: `in payments-prod`. */
  where: string;
}) {
  const { failed, excepted } = tally;
  const query = (more: Readonly<Record<string, string>>) => new URLSearchParams({ ...of, ...more });
  return (
    <span className={styles["links"]}>
      {failed === 0 ? null : (
        <Link href={`/findings?${query({})}`} aria-label={`${formatCount(failed)} findings ${where}`}>
          {formatCount(failed)}
        </Link>
      )}
      {excepted === 0 ? null : (
        <Link
          href={`/findings?${query({ status: "excepted" })}`}
          aria-label={`${formatCount(excepted)} excepted findings ${where}`}
          className={styles["exceptedText"]}
        >
          {formatCount(excepted)} excepted
        </Link>
      )}
    </span>
  );
}
