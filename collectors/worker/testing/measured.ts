import { expect } from "vitest";
import { measureInput } from "#lib/evaluate/measure-input.ts";
import { measuredMetrics } from "#lib/metrics/measurement.ts";
import { measureAccount } from "#lib/metrics/measures.ts";
import { summarize } from "#lib/metrics/summary.ts";
import { networkKinds } from "#lib/network/vpc-network.ts";
import { findOrganization } from "#lib/store/organization.ts";
import type { Pool } from "#lib/store/pool.ts";
import { summarizeAccounts, summarizeUnits } from "#lib/store/scope-measures.ts";
import { loadSharedNetworks } from "#lib/store/shared-networks.ts";
import type { MadeThreat } from "./detection.ts";
import { noon } from "./fixture.ts";
import { loadEverything } from "./known.ts";
import {
  expectedDetectionPoints,
  expectedPoints,
  expectedThings,
  type MadeMeasure,
  measuredThings,
  storedPoints,
} from "./measures.ts";

const ofThings = ["permission-utilization", "identity-coverage", "network-exposure"];

interface Made {
  measures(): readonly MadeMeasure[];
  accounts(): readonly { readonly id: string; readonly kind: string }[];
}

/** What was stored of a day. */
export interface StoredDay {
  readonly date: string;
  readonly organizationId: string;
  readonly points: readonly string[];
}

/** Holds what a run of the day measured against what was made: every thing, every account, the Organization. */
export async function expectMeasured(
  pool: Pool,
  made: Made,
  { date, threats }: { readonly date: string; readonly threats: readonly MadeThreat[] },
): Promise<StoredDay> {
  const organizationId = (await findOrganization(pool))?.id ?? "";
  const active = made.accounts().filter(({ kind }) => kind !== "suspended");
  const members = active.map(({ id }) => id);
  const things = made.measures();
  expect(await measuredThings(pool, noon(date))).toEqual(expectedThings(things));
  expect(await storedPoints(pool, date, ofThings)).toEqual(expectedPoints(things, members, organizationId));
  expect(await storedPoints(pool, date, ["detection-time"])).toEqual(
    expectedDetectionPoints(threats, members, organizationId, noon(date)),
  );
  return { date, organizationId, points: await storedPoints(pool, date, measuredMetrics) };
}

const shown = (value: number | null | undefined) => (value == null ? "n/a" : value.toFixed(6));

/**
 * Holds the points of a day, whenever it was, against what its intervals tell now: those of the measurements, and
 * those of the facts themselves, measured again.
 */
export async function expectToldAgain(
  pool: Pool,
  { date, organizationId, points }: StoredDay,
): Promise<void> {
  const asOf = noon(date);
  const fromMeasurements = [
    ...(await summarizeAccounts(pool, null, asOf)),
    ...(await summarizeUnits(pool, organizationId, asOf)),
  ];
  const shared = await loadSharedNetworks(pool, asOf, networkKinds);
  const fromFacts = (await loadEverything(pool, asOf)).map((known) => ({
    accountId: known.accountId,
    measured: measureAccount(measureInput(known, shared)),
  }));
  for (const line of points) {
    const [scopeId = "", name = "", value = ""] = line.split(" ");
    const metric = measuredMetrics.find((each) => each === name);
    if (metric === undefined) throw new Error(`${name} is no metric.`);
    const stored = `${scopeId} ${metric} ${value}`;
    const sum = fromMeasurements.find((each) => each.scopeId === scopeId && each.metric === metric);
    expect(`${scopeId} ${metric} ${shown(sum?.value)}`).toBe(stored);
    const own = fromFacts.filter(({ accountId }) => scopeId === organizationId || scopeId === accountId);
    const again = summarize(
      metric,
      own.flatMap(({ measured }) => measured),
    );
    expect(`${scopeId} ${metric} ${shown(again.value)}`).toBe(stored);
  }
}
