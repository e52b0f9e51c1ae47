import { Button } from "@mantine/core";
import { IconClockPause } from "@tabler/icons-react";
import type { FindingDto } from "#lib/api/dto/findings.ts";
import { formatInstant } from "../format.ts";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import styles from "./finding.module.css";

/** Who has accepted the finding, why, and until when. */
export function HeldByException({ exception }: { exception: NonNullable<FindingDto["exception"]> }) {
  const { id, owner, approver, reason, endsAt } = exception;
  return (
    <section aria-label="Exception" className={styles["held"]}>
      <IconClockPause size={18} stroke={1.8} aria-hidden />
      <div>
        <strong>Excepted until {formatInstant(endsAt)}</strong> (<Instant at={endsAt} />
        ). Then it counts as open again. {owner} owns the <Link href={`/exceptions/${id}`}>exception</Link>,{" "}
        {approver} approved it.
        <p className={styles["reason"]}>{reason}</p>
      </div>
    </section>
  );
}

export function RequestException({ finding }: { finding: string }) {
  return (
    <Button
      size="xs"
      variant="default"
      component={Link}
      href={`/exceptions/new?finding=${finding}`}
      leftSection={<IconClockPause size={15} aria-hidden />}
    >
      Request an exception
    </Button>
  );
}
