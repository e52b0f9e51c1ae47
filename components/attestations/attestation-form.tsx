"use client";

import { Button, Radio, Select, Textarea, TextInput } from "@mantine/core";
import { attestationInput } from "#lib/api/attestation-input.ts";
import { dayOf, daysAfter, lastDay } from "#lib/api/input-fields.ts";
import { attest } from "#lib/api/query-options.ts";
import { DayInput } from "../form/day-input.tsx";
import styles from "../form/form.module.css";
import { FormTrouble } from "../form/form-trouble.tsx";
import { useForm } from "../form/use-form.ts";
import { useNow } from "../time/now.tsx";

interface Draft {
  readonly controlId: string;
  /** Empty: for every account. */
  readonly accountId: string;
  readonly met: "yes" | "no" | "";
  readonly attestedBy: string;
  readonly statement: string;
  readonly evidenceUrl: string;
  readonly validUntil: string;
}

const everyAccount = "every";

export function AttestationForm({
  control,
  choices,
  onTaken,
}: {
  control: string;
  choices: {
    readonly controls: readonly { readonly id: string; readonly title: string }[];
    readonly accounts: readonly { readonly id: string; readonly name: string }[];
  };
  onTaken: (id: string) => void;
}) {
  const today = dayOf(new Date(useNow()));
  const initial: Draft = {
    controlId: control,
    accountId: "",
    met: "",
    attestedBy: "",
    statement: "",
    evidenceUrl: "",
    validUntil: "",
  };
  const { draft, errors, change, ...form } = useForm({
    initial,
    read: ({ met, accountId, ...rest }: Draft) =>
      attestationInput(dayOf(new Date())).safeParse({
        ...rest,
        accountId: accountId === "" ? null : accountId,
        met: met === "" ? undefined : met === "yes",
      }),
    send: attest,
    onTaken,
  });
  const field = (name: "attestedBy" | "statement" | "evidenceUrl") => ({
    required: true,
    value: draft[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  return (
    <form ref={form.element} onSubmit={form.submit} noValidate className={styles["form"]}>
      <div className={styles["pair"]}>
        <Select
          required
          allowDeselect={false}
          label="Control"
          description="What no API tells."
          data={choices.controls.map(({ id, title }) => ({ value: id, label: title }))}
          value={draft.controlId === "" ? null : draft.controlId}
          error={errors["controlId"]}
          onChange={(controlId) => change({ controlId: controlId ?? "" })}
        />
        <Select
          required
          searchable
          allowDeselect={false}
          limit={100}
          label="Speaks for"
          description="One for an account counts before one for all."
          data={[
            { value: everyAccount, label: "Every account" },
            ...choices.accounts.map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
          ]}
          value={draft.accountId === "" ? everyAccount : draft.accountId}
          error={errors["accountId"]}
          onChange={(id) => change({ accountId: id === everyAccount ? "" : (id ?? "") })}
        />
      </div>
      <Radio.Group
        required
        label="What was found"
        value={draft.met}
        error={errors["met"]}
        onChange={(met) => change({ met: met === "yes" || met === "no" ? met : "" })}
      >
        <Radio
          value="yes"
          label="It is so: the control passes"
          mt="xs"
          aria-invalid={errors["met"] !== undefined}
        />
        <Radio value="no" label="It is not so: the control fails" mt="xs" />
      </Radio.Group>
      <Textarea
        {...field("statement")}
        label="Statement"
        description="What was looked at, and what was found."
        autosize
        minRows={3}
        maxRows={12}
      />
      <TextInput
        {...field("evidenceUrl")}
        type="url"
        label="Evidence"
        description="A link to what shows it: minutes, a ticket, the provider's policy."
        placeholder="https://"
      />
      <div className={styles["pair"]}>
        <TextInput {...field("attestedBy")} label="Attested by" description="Who gives their word." />
        <DayInput
          label="Valid until"
          description="At 00:00 UTC of this day; at most 365 days."
          value={draft.validUntil}
          error={errors["validUntil"]}
          from={daysAfter(today, 1)}
          until={lastDay(today)}
          onChange={(validUntil) => change({ validUntil })}
        />
      </div>
      <div className={styles["send"]}>
        <Button type="submit" loading={form.sending}>
          Record the attestation
        </Button>
        <FormTrouble errors={errors} failure={form.failure} />
      </div>
    </form>
  );
}
