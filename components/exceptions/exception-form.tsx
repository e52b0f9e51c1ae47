"use client";

import { Button, Textarea, TextInput } from "@mantine/core";
import { exceptionInput } from "#lib/api/exception-input.ts";
import { dayOf, daysAfter, lastDay } from "#lib/api/input-fields.ts";
import { requestException } from "#lib/api/query-options.ts";
import type { ExceptionScope } from "#lib/inventory/exceptions.ts";
import { DayInput } from "../form/day-input.tsx";
import styles from "../form/form.module.css";
import { FormTrouble } from "../form/form-trouble.tsx";
import { useForm } from "../form/use-form.ts";
import { useNow } from "../time/now.tsx";
import { type Choices, ControlSelect, ScopeSelect, TargetInput } from "./scope-fields.tsx";

export interface ExceptionDraft {
  readonly controlId: string;
  readonly scope: ExceptionScope;
  /** What was entered for each scope: trying another loses nothing. */
  readonly targets: Readonly<Partial<Record<ExceptionScope, string>>>;
  readonly reason: string;
  readonly owner: string;
  readonly requester: string;
  readonly approver: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

function draftFor(
  control: string | null,
  finding: { readonly resourceId: string; readonly accountId: string } | null,
  today: string,
): ExceptionDraft {
  return {
    controlId: control ?? "",
    scope: finding === null ? "account" : "resource",
    targets: finding === null ? {} : { resource: finding.resourceId, account: finding.accountId },
    reason: "",
    owner: "",
    requester: "",
    approver: "",
    startsOn: today,
    endsOn: "",
  };
}

export function ExceptionForm({
  control,
  finding,
  choices,
  onTaken,
}: {
  control: string | null;
  finding: { readonly resourceId: string; readonly accountId: string } | null;
  choices: Choices;
  onTaken: (id: string) => void;
}) {
  const today = dayOf(new Date(useNow()));
  const { draft, errors, change, ...form } = useForm({
    initial: draftFor(control, finding, today),
    read: ({ targets, ...rest }: ExceptionDraft) => {
      const target = rest.scope === "organization" ? choices.organization : targets[rest.scope];
      return exceptionInput(dayOf(new Date())).safeParse({ ...rest, target: target ?? "" });
    },
    send: requestException,
    onTaken,
  });
  const field = (name: "owner" | "requester" | "approver" | "reason") => ({
    required: true,
    value: draft[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  const begins = draft.startsOn === "" ? today : draft.startsOn;
  return (
    <form ref={form.element} onSubmit={form.submit} noValidate className={styles["form"]}>
      <ControlSelect
        value={draft.controlId}
        error={errors["controlId"]}
        controls={choices.controls}
        onChange={(controlId) => change({ controlId })}
      />
      <div className={styles["pair"]}>
        <ScopeSelect
          value={draft.scope}
          error={errors["scope"]}
          onChange={(scope) => change({ scope }, "target")}
        />
        <TargetInput
          scope={draft.scope}
          value={draft.targets[draft.scope] ?? ""}
          error={errors["target"]}
          choices={choices}
          onChange={(target) => change({ targets: { ...draft.targets, [draft.scope]: target } }, "target")}
        />
      </div>
      <Textarea
        {...field("reason")}
        label="Reason"
        description="Why it cannot be fixed yet, and what limits the risk until then."
        autosize
        minRows={3}
        maxRows={12}
      />
      <div className={styles["pair"]}>
        <TextInput {...field("owner")} label="Owner" description="Carries the risk until the end." />
        <TextInput {...field("requester")} label="Requested by" description="Asks for it." />
        <TextInput {...field("approver")} label="Approved by" description="Somebody else, who agreed." />
      </div>
      <div className={styles["pair"]}>
        <DayInput
          label="Begins"
          description="Today: at once. Later: at 00:00 UTC."
          value={draft.startsOn}
          error={errors["startsOn"]}
          from={today}
          until={lastDay(today)}
          onChange={(startsOn) => change({ startsOn })}
        />
        <DayInput
          label="Ends"
          description="At 00:00 UTC of this day; at most 365 days."
          value={draft.endsOn}
          error={errors["endsOn"]}
          from={daysAfter(begins, 1)}
          until={lastDay(begins)}
          onChange={(endsOn) => change({ endsOn })}
        />
      </div>
      <div className={styles["send"]}>
        <Button type="submit" loading={form.sending}>
          Record the exception
        </Button>
        <FormTrouble errors={errors} failure={form.failure} />
      </div>
    </form>
  );
}
