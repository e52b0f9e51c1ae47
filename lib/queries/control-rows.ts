import type { MappingDto, TallyDto } from "#lib/api/dto/common.ts";
import type { ControlRowDto } from "#lib/api/dto/controls.ts";
import type { Control } from "#lib/controls/define.ts";
import { frameworks } from "#lib/controls/frameworks.ts";

export const noTally: TallyDto = { passed: 0, failed: 0, unknown: 0, notApplicable: 0, excepted: 0 };

/** What a control comes to in a scope: a failure shows even beside what is unknown, an exception beside a pass. */
export function stateOf(tally: TallyDto): ControlRowDto["state"] {
  if (tally.failed > 0) return "fail";
  if (tally.unknown > 0) return "unknown";
  if (tally.excepted > 0) return "pass-excepted";
  return tally.passed > 0 ? "pass" : "no-data";
}

export function controlRow(
  control: Control,
  counts: { readonly tally: TallyDto; readonly failingAccounts: number; readonly unknownAccounts: number },
): ControlRowDto {
  const { id, title, severity, pillar, phase } = control;
  return { id, title, severity, pillar, phase, ...counts, state: stateOf(counts.tally) };
}

export function mappingsOf(control: Control): MappingDto[] {
  return control.mappings.map(({ framework, requirement, ours }) => ({
    framework,
    frameworkTitle: frameworks[framework].title,
    requirement,
    ours,
  }));
}
