import type { Chapter, Findings, Tallies } from "./expected/chapter.ts";
import { data } from "./expected/data.ts";
import { governance } from "./expected/governance.ts";
import { identity } from "./expected/identity.ts";
import { monitoring } from "./expected/monitoring.ts";
import { network } from "./expected/network.ts";
import { workload } from "./expected/workload.ts";
import type { World } from "./world/world.ts";

const chapters: readonly Chapter[] = [identity, workload, network, data, monitoring, governance];

type Account = "production" | "sandbox" | "security" | "management";

/** Every control's verdicts in an account. */
export function expectedVerdicts(account: Account): Tallies {
  const ofChapters = chapters.map((chapter) => ({ ...chapter.emptyAccount, ...chapter[account] }));
  return Object.fromEntries(ofChapters.flatMap((tallies) => Object.entries(tallies)));
}

/** The open findings of production by control, and by source those of others, each list sorted. */
export function expectedFindings(world: World): Findings {
  const queue = `arn:aws:sqs:us-east-1:${world.accounts.production}:orders`;
  const ours = chapters.flatMap((chapter) => Object.entries(chapter.findings(world)));
  const sorted = ours.map(([control, lines]) => [control, lines.toSorted()] as const);
  return { ...Object.fromEntries(sorted), "security-hub": [`us-east-1 ${queue}`] };
}
