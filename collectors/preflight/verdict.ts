import type { MissingAction, PreflightReport } from "#lib/inventory/preflight.ts";

interface Found {
  /** Why nothing could be tried. */
  readonly impossible: string | null;
  readonly accounts: number;
  /** How many accounts could not be entered. */
  readonly closed: number;
  readonly missing: readonly MissingAction[];
  readonly threatQueue: PreflightReport["threatQueue"];
}

const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** Whether collection would see everything, in a sentence or two. */
export function verdictOf(found: Found): PreflightReport["verdict"] {
  const { impossible, accounts, closed, missing, threatQueue } = found;
  if (impossible !== null) return { state: "impossible", sentence: impossible };
  const sentences: string[] = [];
  if (accounts === 0)
    sentences.push("No account of the Organization could be listed, so that none was entered.");
  if (closed > 0) sentences.push(`${closed} of ${count(accounts, "account")} cannot be entered.`);
  for (const [state, words] of [
    ["denied", "denied"],
    ["unanswered", "without a usable answer"],
  ] as const) {
    const of = missing.filter((each) => each.state === state);
    const actions = new Set(of.map(({ grantee, action }) => `${grantee} ${action}`)).size;
    const places = new Set(of.flatMap((each) => each.accounts)).size;
    if (actions === 0) continue;
    const where = places === 0 ? "" : `, in ${places} of ${count(accounts, "account")}`;
    sentences.push(`${count(actions, "action is", "actions are")} ${words}${where}.`);
  }
  if (threatQueue !== null && threatQueue.state !== "allowed")
    sentences.push("The queue of findings cannot be read.");
  if (sentences.length > 0) return { state: "lacking", sentence: sentences.join(" ") };
  return {
    state: "ready",
    sentence: `Postern can enter ${accounts === 1 ? "the one account" : `all ${accounts} accounts`}, and nothing that it asked for was refused.`,
  };
}
