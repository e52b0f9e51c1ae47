import { z } from "zod";
import { longestDays } from "#lib/inventory/exceptions.ts";

const dayMs = 86_400_000;

/** The UTC day of an instant: `2026-11-22`. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

export function daysAfter(day: string, days: number): string {
  return dayOf(new Date(Date.parse(day) + days * dayMs));
}

/** The last day on which what begins on `day` may end. */
export function lastDay(day: string): string {
  return daysAfter(day, longestDays);
}

// Postgres keeps every character but this one.
const withoutNul = (text: string) => !text.includes("\0");

/** Text that somebody must have written; `wanted` is the sentence for an empty field. */
export const text = (wanted: string, most: number) => storable(wanted, most).min(1, wanted);

/** Text that may be empty, and can be stored. */
export const storable = (wanted: string, most: number) =>
  z
    .string(wanted)
    .trim()
    .max(most, `At most ${most.toLocaleString("en-US")} characters.`)
    .refine(withoutNul, "A character in it cannot be stored.");

export const person = (wanted: string) => text(wanted, 200);

export const controlId = z
  .string("Choose a control.")
  .regex(/^[a-z0-9-]{1,64}$/, "Choose a control, such as iam-user-mfa.");

export const day = (wanted: string) => z.iso.date(wanted);

export const accountId = /^\d{12}$/;
