import type { Severity } from "#lib/inventory/findings.ts";
import type { RequirementState } from "#lib/metrics/requirements.ts";
import type { AccountRefDto, FreshnessDto, TallyDto } from "./common.ts";
import type { ControlRowDto } from "./controls.ts";

export interface FrameworkRowDto {
  readonly id: string;
  readonly title: string;
  /** How many requirements it has, and how many of them a control answers. */
  readonly requirements: number;
  readonly covered: number;
  readonly states: Readonly<Record<RequirementState, number>>;
}

export interface FrameworksDto {
  readonly freshness: FreshnessDto;
  /** The one account that is shown; null for all that the viewer may see. */
  readonly account: AccountRefDto | null;
  readonly frameworks: readonly FrameworkRowDto[];
}

export interface RequirementDto {
  readonly id: string;
  readonly title: string;
  readonly state: RequirementState;
  readonly controls: readonly {
    readonly id: string;
    readonly title: string;
    readonly severity: Severity;
    /** True where it is our own reading that the control answers the requirement. */
    readonly ours: boolean;
    readonly state: ControlRowDto["state"];
    /** Null where it was not judged yet. */
    readonly tally: TallyDto | null;
  }[];
  /** Controls it needs that this version does not have yet. */
  readonly missing: readonly string[];
}

export interface FrameworkDto {
  readonly freshness: FreshnessDto;
  readonly account: AccountRefDto | null;
  readonly framework: FrameworkRowDto & {
    /** What its list holds, as of when and by which source. */
    readonly source: string;
  };
  readonly sections: readonly {
    readonly title: string;
    readonly requirements: readonly RequirementDto[];
  }[];
}
