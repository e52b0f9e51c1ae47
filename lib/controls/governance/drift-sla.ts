import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { defineControl, fail, fragment, pass, Undecidable } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { accountSubject } from "../subjects.ts";

type Drift = PayloadOf<"postern.drift">;

const dayMs = 86_400_000;
const shown = 20;

/**
 * Nothing that newly failed is open for longer than its severity allows. Drift is a finding that opened after its
 * control first gave a verdict in the account; what was found at the beginning, or is under an exception, is
 * none. The days come from POSTERN_DRIFT_SLA_DAYS.
 */
export const driftSla = defineControl({
  id: "drift-sla",
  title: "Drift is closed in time",
  version: 1,
  severity: "medium",
  pillar: "automation",
  phase: 4,
  subject: "postern.drift",
  reads: ["postern.settings"],
  mappings: [...nist80053Ours("CM-3"), ...tenet("T5")],
  rationale:
    "A control that passed and fails again was undone by a change that nobody stopped. How long that stays is " +
    "the measure of whether guardrails are kept or merely once reached.",
  remediation: {
    summary:
      "Fix the oldest first, each by the page of its finding, or request an exception with an owner and an end. " +
      "If the same control drifts again and again, deny the change by a service control policy.",
    cli: "npm run export -- findings --format=csv",
    terraform:
      "# Run the plan on a schedule: what drifts from the code shows before it shows here.\n# terraform plan -detailed-exitcode",
    verify: "npm run export -- findings --format=csv",
  },
  subjects: (facts, at) =>
    accountSubject(
      at,
      facts.all("postern.drift").map(({ payload }) => payload),
    ),
  evaluate: ({ value: drift }, facts, at) => {
    const settings = facts.one("postern.settings", "settings")?.payload;
    if (settings === undefined) throw new Undecidable("The settings are not known.", "postern.settings");
    const ageDays = ({ openedAt }: Drift) => (at.asOf.getTime() - Date.parse(openedAt)) / dayMs;
    const overdue = drift
      .filter((each) => ageDays(each) > (settings.driftSlaDays[each.severity] ?? Number.POSITIVE_INFINITY))
      .sort((a, b) =>
        a.openedAt < b.openedAt ? -1 : a.openedAt > b.openedAt ? 1 : a.resourceId < b.resourceId ? -1 : 1,
      );
    const [oldest] = overdue;
    const allowed = fragment("Days allowed", "postern.settings driftSlaDays", settings.driftSlaDays);
    if (oldest === undefined)
      return pass(
        drift.length === 0
          ? "Nothing that newly failed is open."
          : `${drift.length} newly failed and open, none for longer than allowed.`,
        allowed,
      );
    return fail(
      `${overdue.length} of ${drift.length} that newly failed are open for longer than allowed, the oldest, ` +
        `${oldest.controlId}, for ${Math.floor(ageDays(oldest))} days.`,
      allowed,
      fragment(
        overdue.length > shown ? `Oldest ${shown}` : "Overdue",
        "postern.drift",
        overdue.slice(0, shown).map((each) => ({ ...each, ageDays: Math.floor(ageDays(each)) })),
      ),
    );
  },
});
