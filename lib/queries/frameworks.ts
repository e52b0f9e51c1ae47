import { z } from "zod";
import type { AccountRefDto } from "#lib/api/dto/common.ts";
import type {
  FrameworkDto,
  FrameworkRowDto,
  FrameworksDto,
  RequirementDto,
} from "#lib/api/dto/frameworks.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { type Framework, frameworkById, frameworkList } from "#lib/controls/frameworks/registry.ts";
import { controls } from "#lib/controls/registry.ts";
import { countStates, type JudgedRequirement, judgeRequirements } from "#lib/metrics/frameworks.ts";
import { stateOf } from "./control-rows.ts";
import { rows } from "./database.ts";
import { tally } from "./decode.ts";
import { getFreshness } from "./freshness.ts";
import { inForce, type Moment } from "./moment.ts";
import { getScopeTallies, type ScopeTally } from "./scope-tallies.ts";
import { maySee } from "./visible.ts";

const accountRow = z.object({ id: z.string(), name: z.string() });

interface Scope {
  readonly account: AccountRefDto | null;
  readonly tallies: ReadonlyMap<string, ScopeTally>;
}

/** What is judged in one account, or in all that the viewer may see; null where there is no such account. */
async function getScope(viewer: Viewer, moment: Moment, accountId: string | null): Promise<Scope | null> {
  if (accountId === null) return { account: null, tallies: byControl(await getScopeTallies(viewer, moment)) };
  if (!maySee(viewer, accountId)) return null;
  const [[found], tallies] = await Promise.all([
    rows(`select a.id, a.name from account a where a.id = $1 and ${inForce("a", moment)}`, [accountId]),
    getScopeTallies({ ...viewer, accounts: [accountId] }, moment),
  ]);
  return found === undefined ? null : { account: accountRow.parse(found), tallies: byControl(tallies) };
}

function byControl(tallies: readonly ScopeTally[]): ReadonlyMap<string, ScopeTally> {
  return new Map(tallies.map((each) => [each.controlId, each]));
}

function frameworkRow({ id, title }: Framework, judged: readonly JudgedRequirement[]): FrameworkRowDto {
  const states = countStates(judged);
  return {
    id,
    title,
    requirements: judged.length,
    covered: judged.length - states["not-covered"],
    states,
  };
}

function requirementDto({ requirement, state, controls: own, missing }: JudgedRequirement): RequirementDto {
  return {
    id: requirement.id,
    title: requirement.title,
    state,
    controls: own.map(({ control, ours, tally: found }) => {
      const counts = found === null ? null : tally.parse(found);
      return {
        id: control.id,
        title: control.title,
        severity: control.severity,
        ours,
        state: counts === null ? "no-data" : stateOf(counts),
        tally: counts,
      };
    }),
    missing,
  };
}

/** How every framework stands, in one account or in all; null where there is no such account. */
export async function listFrameworks(
  viewer: Viewer,
  moment: Moment,
  accountId: string | null,
): Promise<FrameworksDto | null> {
  const [freshness, scope] = await Promise.all([
    getFreshness(viewer, moment),
    getScope(viewer, moment, accountId),
  ]);
  if (scope === null) return null;
  return {
    freshness,
    account: scope.account,
    frameworks: frameworkList.map((framework) =>
      frameworkRow(framework, judgeRequirements(framework, controls, scope.tallies)),
    ),
  };
}

/** One framework by its chapters; null where there is none, or no such account. */
export async function getFramework(
  viewer: Viewer,
  moment: Moment,
  id: string,
  accountId: string | null,
): Promise<FrameworkDto | null> {
  const framework = frameworkById(id);
  if (framework === undefined) return null;
  const [freshness, scope] = await Promise.all([
    getFreshness(viewer, moment),
    getScope(viewer, moment, accountId),
  ]);
  if (scope === null) return null;
  const judged = judgeRequirements(framework, controls, scope.tallies);
  const sections = Map.groupBy(judged, ({ requirement }) => requirement.section);
  return {
    freshness,
    account: scope.account,
    framework: { ...frameworkRow(framework, judged), source: framework.source },
    sections: [...sections].map(([title, own]) => ({ title, requirements: own.map(requirementDto) })),
  };
}
