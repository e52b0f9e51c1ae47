"use client";

import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { setTarget } from "#lib/api/record-options.ts";
import { targetInput } from "#lib/api/target-input.ts";
import { type MeasuredMetric, measuredMetrics } from "#lib/metrics/measurement.ts";
import styles from "../form/form.module.css";
import { FormTrouble } from "../form/form-trouble.tsx";
import { useForm } from "../form/use-form.ts";
import { metricWords } from "../metrics/words.ts";
import { readTarget, targetSense, targetUnits } from "./words.ts";

interface Draft {
  readonly metric: MeasuredMetric;
  /** As typed. */
  readonly value: string;
  readonly unit: string;
  readonly reason: string;
}

export function TargetForm({ metric, onTaken }: { metric: MeasuredMetric; onTaken: (id: string) => void }) {
  const initial: Draft = { metric, value: "", unit: targetUnits[metric][0].unit, reason: "" };
  const { draft, errors, change, ...form } = useForm({
    initial,
    read: ({ metric, value, unit, reason }: Draft) =>
      targetInput.safeParse({ metric, value: readTarget(metric, value, unit), reason }),
    send: setTarget,
    onTaken,
  });
  const units = targetUnits[draft.metric];
  return (
    <form ref={form.element} onSubmit={form.submit} noValidate className={styles["form"]}>
      <Select
        required
        allowDeselect={false}
        label="Metric"
        data={measuredMetrics.map((each) => ({ value: each, label: metricWords[each].name }))}
        value={draft.metric}
        error={errors["metric"]}
        onChange={(next) => {
          const chosen = measuredMetrics.find((each) => each === next) ?? draft.metric;
          change({ metric: chosen, unit: targetUnits[chosen][0].unit });
        }}
      />
      <div className={styles["pair"]}>
        <TextInput
          required
          inputMode="decimal"
          label={targetSense[draft.metric]}
          description="What the metric is to reach from now on."
          value={draft.value}
          error={errors["value"]}
          onChange={(event) => change({ value: event.currentTarget.value })}
        />
        <Select
          allowDeselect={false}
          label="Unit"
          description="What the number counts."
          data={units.map(({ unit, label }) => ({ value: unit, label }))}
          value={draft.unit}
          onChange={(unit) => change({ unit: unit ?? draft.unit }, "value")}
        />
      </div>
      <Textarea
        required
        label="Reason"
        description="Why this is what to reach: it stands beside the target, and in its history."
        autosize
        minRows={3}
        maxRows={12}
        value={draft.reason}
        error={errors["reason"]}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
      <div className={styles["send"]}>
        <Button type="submit" loading={form.sending}>
          Set the target
        </Button>
        <FormTrouble errors={errors} failure={form.failure} />
      </div>
    </form>
  );
}
