import type { MeasuredMetric } from "#lib/metrics/measurement.ts";

const integers = new Intl.NumberFormat("en-US");
const dates = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  year: "numeric",
});
const instants = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

export function formatCount(value: number): string {
  return integers.format(value);
}

/** Rounded, except that what is not all never reads 100 %, and what is not nothing never reads 0 %. */
export function formatPercent(value: number | null, digits = 0): string {
  if (value === null) return "n/a";
  const step = 10 ** -digits;
  let percent = Number((value * 100).toFixed(digits));
  if (percent >= 100 && value < 1) percent = 100 - step;
  if (percent <= 0 && value > 0) percent = step;
  const text = Number.isInteger(percent) && percent >= 100 ? "100" : percent.toFixed(digits);
  return `${text}\u00a0%`;
}

export function formatDate(iso: string): string {
  return dates.format(new Date(iso));
}

const longDates = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "long",
  year: "numeric",
});

/** A moment as the address says it: `1 October 2026`, or the instant. */
export function formatAsOf(asOf: string): string {
  return asOf.includes("T") ? formatInstant(asOf) : longDates.format(new Date(asOf));
}

export function formatInstant(iso: string): string {
  return `${instants.format(new Date(iso))} UTC`;
}

const units = [
  { name: "d", seconds: 86_400 },
  { name: "h", seconds: 3600 },
  { name: "min", seconds: 60 },
] as const;

/** `3 min ago`, `2 d ago`, `in 4 h`; both ends are given, so that server and browser say the same. */
export function formatRelative(iso: string, now: number): string {
  const seconds = Math.round((now - new Date(iso).getTime()) / 1000);
  const size = Math.abs(seconds);
  const unit = units.find((candidate) => size >= candidate.seconds);
  if (unit === undefined) return seconds >= -30 ? "just now" : "in a moment";
  const text = `${integers.format(Math.floor(size / unit.seconds))} ${unit.name}`;
  return seconds >= 0 ? `${text} ago` : `in ${text}`;
}

/** `1 h 4 min`, `42 s`. */
export function formatDuration(from: string, to: string | number): string {
  const end = typeof to === "number" ? to : new Date(to).getTime();
  return formatSeconds(Math.max(0, end - new Date(from).getTime()) / 1000);
}

/** `4.2 s`, `7 min 42 s`, `1 h 4 min`, `3 d 2 h`. */
export function formatSeconds(total: number): string {
  if (total < 10) return `${total.toFixed(1)} s`;
  const seconds = Math.round(total);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A value of one of the four metrics in its own unit. */
export function formatMetric(metric: MeasuredMetric, value: number | null): string {
  if (value === null) return "n/a";
  if (metric === "detection-time") return formatSeconds(value);
  return metric === "network-exposure" ? formatCount(value) : formatPercent(value, value < 0.1 ? 1 : 0);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
