import styles from "./form.module.css";

/** Says below the button why nothing was recorded. */
export function FormTrouble({
  errors,
  failure,
}: {
  errors: Readonly<Record<string, string>>;
  failure: string | null;
}) {
  if (failure === null && Object.keys(errors).length === 0) return null;
  return (
    <span role="alert" className={styles["error"]}>
      {failure === null
        ? "Not recorded yet: see what is marked above."
        : `Not recorded: ${failure} What you have entered is still here.`}
    </span>
  );
}
