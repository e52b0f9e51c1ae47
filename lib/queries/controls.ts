import type { ControlsDto } from "#lib/api/dto/controls.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { controls } from "#lib/controls/registry.ts";
import { controlRow, noTally } from "./control-rows.ts";
import { countDisagreements } from "./disagreements.ts";
import { getFreshness } from "./freshness.ts";
import type { Moment } from "./moment.ts";
import { getScopeTallies } from "./scope-tallies.ts";

/** Every control of the catalogue, in its order, with how it stands in all the viewer may see. */
export async function listControls(viewer: Viewer, moment: Moment): Promise<ControlsDto> {
  const [freshness, tallies, disagreements] = await Promise.all([
    getFreshness(viewer, moment),
    getScopeTallies(viewer, moment),
    countDisagreements(viewer, moment),
  ]);
  const byControl = new Map(tallies.map((tally) => [tally.controlId, tally]));
  return {
    freshness,
    disagreements: Object.fromEntries(disagreements),
    controls: controls.map((control) => {
      const found = byControl.get(control.id);
      if (found === undefined)
        return controlRow(control, { tally: noTally, failingAccounts: 0, unknownAccounts: 0 });
      const { controlId: _, failingAccounts, unknownAccounts, ...tally } = found;
      return controlRow(control, { tally, failingAccounts, unknownAccounts });
    }),
  };
}
