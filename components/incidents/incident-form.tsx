"use client";

import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { incidentInput } from "#lib/api/incident-input.ts";
import { recordIncident } from "#lib/api/record-options.ts";
import styles from "../form/form.module.css";
import { FormTrouble } from "../form/form-trouble.tsx";
import { useForm } from "../form/use-form.ts";

interface Draft {
  readonly title: string;
  readonly reason: string;
  /** Empty: of the whole Organization. */
  readonly accountId: string;
  /** As the browser writes a day and a time of day: `2026-11-20T08:30`. */
  readonly breachStartedAt: string;
  readonly detectedAt: string;
}

const everywhere = "everywhere";
const initial: Draft = { title: "", reason: "", accountId: "", breachStartedAt: "", detectedAt: "" };

/** A browser leaves seconds out where they are 0; the zone is ours to say. */
const asInstant = (local: string) => `${local.length === 16 ? `${local}:00` : local}Z`;

export function IncidentForm({
  accounts,
  onTaken,
}: {
  accounts: readonly { readonly id: string; readonly name: string }[];
  onTaken: (id: string) => void;
}) {
  const { draft, errors, change, ...form } = useForm({
    initial,
    read: ({ accountId, breachStartedAt, detectedAt, ...rest }: Draft) =>
      incidentInput(new Date()).safeParse({
        ...rest,
        accountId: accountId === "" ? null : accountId,
        breachStartedAt: asInstant(breachStartedAt),
        detectedAt: asInstant(detectedAt),
      }),
    send: recordIncident,
    onTaken,
  });
  const field = (name: "title" | "reason" | "breachStartedAt" | "detectedAt") => ({
    required: true,
    value: draft[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  return (
    <form ref={form.element} onSubmit={form.submit} noValidate className={styles["form"]}>
      <TextInput {...field("title")} label="What happened" description="A few words, as in a list." />
      <Select
        searchable
        allowDeselect={false}
        limit={100}
        label="Where"
        description="The account that was breached, if it was one."
        data={[
          { value: everywhere, label: "The whole Organization" },
          ...accounts.map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
        ]}
        value={draft.accountId === "" ? everywhere : draft.accountId}
        error={errors["accountId"]}
        onChange={(id) => change({ accountId: id === everywhere ? "" : (id ?? "") })}
      />
      <div className={styles["pair"]}>
        <TextInput
          {...field("breachStartedAt")}
          type="datetime-local"
          label="Began (UTC)"
          description="When the first unauthorized access was."
        />
        <TextInput
          {...field("detectedAt")}
          type="datetime-local"
          label="Detected (UTC)"
          description="When somebody knew of it."
        />
      </div>
      <Textarea
        {...field("reason")}
        label="Reason"
        description="How it is known, and why no detector told of it."
        autosize
        minRows={3}
        maxRows={12}
      />
      <div className={styles["send"]}>
        <Button type="submit" loading={form.sending}>
          Record the incident
        </Button>
        <FormTrouble errors={errors} failure={form.failure} />
      </div>
    </form>
  );
}
