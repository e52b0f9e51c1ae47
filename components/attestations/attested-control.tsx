import { Button } from "@mantine/core";
import type { AttestedControlDto } from "#lib/api/dto/attestations.ts";
import { plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { TallyBar, TallyLegend } from "../posture/tally-bar.tsx";
import { useAsOf } from "../time/as-of.tsx";
import { Link } from "../time/link.tsx";
import { AttestationList } from "./attestation-list.tsx";
import styles from "./attestations.module.css";

/** A control that only somebody's word can decide: what it comes to, and who has given theirs. */
export function AttestedControl({ control }: { control: AttestedControlDto }) {
  const { id, title, rationale, tally, attestations } = control;
  return (
    <div id={id} className={styles["control"]}>
      <Panel title={title} aside={<Link href={`/controls/${id}`}>The control</Link>} note={rationale}>
        <div className={styles["tally"]}>
          <TallyBar tally={tally} />
          <TallyLegend tally={tally} />
        </div>
        <Missing control={control} />
        {attestations.length === 0 ? null : <AttestationList attestations={attestations} />}
        <Record control={id} />
      </Panel>
    </div>
  );
}

function Record({ control }: { control: string }) {
  if (useAsOf() !== null) return null;
  return (
    <div className={`${styles["record"]} no-print`}>
      <Button size="xs" variant="default" component={Link} href={`/attestations/new?control=${control}`}>
        Record an attestation
      </Button>
    </div>
  );
}

const lacks = {
  none: "Nobody has attested it.",
  over: "Every attestation of it has expired or was withdrawn.",
  "in-force": "No attestation in force speaks for all accounts.",
} as const;

/** What is missing makes the control unknown, and is drawn as such. */
function Missing({ control: { state, unknownAccounts } }: { control: AttestedControlDto }) {
  if (state === "in-force" && unknownAccounts === 0) return null;
  const so = unknownAccounts === 0 ? "" : ` The control is unknown in ${plural(unknownAccounts, "account")}.`;
  return (
    <p className={styles["missing"]}>
      <span aria-hidden className={`hatched ${styles["swatch"]}`} data-print-colors />
      {lacks[state]}
      {so}
    </p>
  );
}
