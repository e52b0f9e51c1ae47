import { uidOf } from "#lib/store/copy.ts";
import { mergeFindings } from "#lib/store/findings.ts";
import { openBenchDatabase } from "./database.ts";
import { benchFindings } from "./findings.ts";
import { median, ms, report, time } from "./measure.ts";
import { rawCopy } from "./raw-copy.ts";

const count = 108_000;
const accounts = 1_000;
const rounds = 3;

/**
 * Ingest of 108,000 findings with indexes and history, against COPY of the same rows into the same indexes.
 * Fresh, unchanged, and with 2 % changed.
 */
const database = await openBenchDatabase();
const { pool } = database;
const drafts = [...benchFindings(count, accounts)];
const scope = { by: "source", source: "postern", accountIds: null, regions: null } as const;
const figures = {
  raw: [] as number[],
  fresh: [] as number[],
  unchanged: [] as number[],
  changed: [] as number[],
};
for (let round = 1; round <= rounds; round++) {
  await pool.query("truncate finding");
  figures.raw.push(await time(() => rawCopy(pool, drafts, uidOf)));
  const day = (offset: number) => new Date(Date.UTC(2026, 0, round * 10 + offset));
  const merge = (offset: number, findings: typeof drafts) =>
    mergeFindings(pool, { asOf: day(offset), findings, resolve: () => scope });
  figures.fresh.push(await time(() => merge(0, drafts)));
  await pool.query("vacuum analyze finding");
  figures.unchanged.push(await time(() => merge(1, drafts)));
  const some = drafts.map((draft, index) =>
    index % 50 === 0 ? { ...draft, title: `${draft.title} (${round})` } : draft,
  );
  figures.changed.push(await time(() => merge(2, some)));
}
await database.stop();

const raw = median(figures.raw);
const line = (what: string, values: readonly number[], target: number) => ({
  what,
  ours: ms(median(values)),
  reference: `COPY ${ms(raw)}`,
  ratio: median(values) / raw,
  target,
});
report(`Ingest of ${count.toLocaleString("en")} findings (median of ${rounds})`, [
  line("fresh", figures.fresh, 2),
  line("unchanged", figures.unchanged, 1),
  line("2 % changed", figures.changed, 2),
]);
