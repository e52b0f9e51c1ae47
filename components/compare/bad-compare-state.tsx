"use client";

import { useSearchParams } from "next/navigation";
import styles from "../shell/states.module.css";
import { Link } from "../time/link.tsx";

/** The address asks for a comparison that cannot be made; dates in the wrong order are swapped by one click. */
export function BadCompareState({ field, message }: { field: string; message: string }) {
  const parameters = useSearchParams();
  const from = parameters.get("from") ?? "";
  const to = parameters.get("to") ?? "";
  const isSwapped = field === "from" && from !== "" && to !== "" && Date.parse(from) > Date.parse(to);
  const isSame = field === "from" && from !== "" && from === to;
  const swapped = new URLSearchParams(parameters);
  swapped.set("from", to);
  swapped.set("to", from);
  const other = new URLSearchParams(parameters);
  for (const name of ["from", "to", "cursor"]) other.delete(name);
  return (
    <div className={styles["state"]}>
      <h1 className={styles["title"]}>
        {isSwapped ? "The first date is after the second" : "This cannot be compared"}
      </h1>
      <p className={styles["text"]}>
        {isSame ? "Both dates are the same day: nothing lies between its end and its end." : `${message}.`}
      </p>
      {isSwapped ? <Link href={`/compare?${swapped}`}>Swap the dates</Link> : null}
      {isSwapped ? null : <Link href={`/compare?${other}`}>Compare with a week ago</Link>}
    </div>
  );
}
