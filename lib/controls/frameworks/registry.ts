import { type FrameworkId, frameworks as known } from "../frameworks.ts";
import { checklistRequirements } from "./checklist.ts";
import { cis14 } from "./cis-1.4.ts";
import { cis30 } from "./cis-3.0.ts";
import { cis50 } from "./cis-5.0.ts";
import { cisaZtmm } from "./cisa-ztmm.ts";
import { fsbpRequirements } from "./fsbp.ts";
import { nist80053 } from "./nist-800-53.ts";
import { nist800207 } from "./nist-800-207.ts";
import type { Requirement } from "./requirement.ts";

/** A framework with what it asks for, as far as we could verify. */
export interface Framework {
  readonly id: FrameworkId;
  readonly title: string;
  /** What the list holds, as of when, by which source, and whose words its titles are. */
  readonly source: string;
  readonly requirements: readonly Requirement[];
}

function framework(id: FrameworkId, requirements: readonly Requirement[], source: string): Framework {
  return { id, title: known[id].title, source, requirements };
}

function cis(id: FrameworkId, requirements: readonly Requirement[], version: string): Framework {
  return framework(
    id,
    requirements,
    `All ${requirements.length} recommendations of version ${version}, by number, checked in November 2026 against ` +
      "AWS's Security Hub documentation and the lists of Prowler 5.46. The titles are our own words: the benchmark " +
      "is the Center for Internet Security's, under CC BY-NC-SA 4.0, and has to be read there.",
  );
}

/** The frameworks that have a page, each with its list. */
export const frameworkList: readonly Framework[] = [
  framework(
    "checklist",
    checklistRequirements,
    "All twelve items. Each is answered by our own controls; the mapping is our reading.",
  ),
  framework(
    "nist-800-207",
    nist800207,
    "All seven tenets of section 2.1, as of August 2020, shortened; NIST's text is in the public domain. Every " +
      "mapping is our own reading: a pass means that nothing we judge contradicts the tenet.",
  ),
  framework(
    "cisa-ztmm",
    cisaZtmm,
    "The five pillars and the three capabilities across them, as of version 2.0 of April 2023, complete at that " +
      "level; CISA's text is in the public domain. The functions within a pillar and their maturity stages are " +
      "not judged. Every mapping is our own reading.",
  ),
  cis("cis-5.0", cis50, "5.0.0"),
  cis("cis-3.0", cis30, "3.0.0"),
  cis("cis-1.4", cis14, "1.4.0"),
  framework(
    "fsbp",
    fsbpRequirements,
    `The ${fsbpRequirements.length} controls that AWS's Security Hub documentation lists for the standard, as of ` +
      "late 2025: what AWS added since is missing here. The titles are our own words.",
  ),
  framework(
    "nist-800-53",
    nist80053,
    `${nist80053.length} of the more than a thousand controls and enhancements of Rev. 5: those that Security Hub's ` +
      "controls name as related requirements, as of AWS's documentation of 2023 with the later ones that we found, " +
      "and those that our own controls are mapped to. What is not listed is not judged. Titles are NIST's, in the " +
      "public domain.",
  ),
];

const byId = new Map<string, Framework>(frameworkList.map((each) => [each.id, each]));

export function frameworkById(id: string): Framework | undefined {
  return byId.get(id);
}
