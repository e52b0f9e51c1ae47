/** A threat as it was made, for whoever measures how long its detection took. */
export interface MadeThreat {
  readonly account: string;
  readonly id: string;
  readonly severity: number;
  readonly type: string;
  readonly sample: boolean;
  readonly began: string;
  readonly created: string;
}

/** Whether each account's mean time to detect is on target at `asOf`, by the threats that runs until then saw. */
export function expectedDetection(
  accounts: Iterable<string>,
  seen: readonly MadeThreat[],
  asOf: Date,
): string[] {
  const once = new Map(seen.map((threat) => [threat.id, threat]));
  const from = asOf.getTime() - 30 * 24 * 3_600_000;
  return [...accounts]
    .map((account) => {
      const seconds = [...once.values()]
        .filter((threat) => threat.account === account && !threat.sample && threat.severity >= 7)
        .filter(({ type }) => !type.startsWith("Policy:"))
        .filter(({ created }) => Date.parse(created) > from && Date.parse(created) <= asOf.getTime())
        .map(({ began, created }) => (Date.parse(created) - Date.parse(began)) / 1_000);
      const mean = seconds.reduce((sum, each) => sum + each, 0) / seconds.length;
      const counts = seconds.length === 0 ? "0/0/1" : mean < 300 ? "1/0/0" : "0/1/0";
      return `${account} mttd-target ${counts} unknown 0`;
    })
    .sort();
}
