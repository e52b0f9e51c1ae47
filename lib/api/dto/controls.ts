import type { Severity } from "#lib/inventory/findings.ts";
import type { AccountRefDto, CauseDto, FreshnessDto, MappingDto, TallyDto } from "./common.ts";
import type { DisagreementDto } from "./disagreements.ts";

export interface ControlRowDto {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly pillar: string;
  readonly phase: number;
  readonly tally: TallyDto;
  readonly failingAccounts: number;
  readonly unknownAccounts: number;
  /** `pass-excepted` where nothing fails but for what exceptions hold, `no-data` where nothing was judged. */
  readonly state: "pass" | "fail" | "unknown" | "pass-excepted" | "no-data";
}

export interface ControlsDto {
  readonly freshness: FreshnessDto;
  readonly controls: readonly ControlRowDto[];
  /** How many verdicts of each control Security Hub contradicts now; those it does not are left out. */
  readonly disagreements: Readonly<Record<string, number>>;
}

export interface ControlDto {
  readonly freshness: FreshnessDto;
  readonly control: ControlRowDto & {
    readonly version: number;
    readonly rationale: string;
    readonly remediation: {
      readonly summary: string;
      readonly cli: string;
      readonly terraform: string;
      readonly policy: string | null;
      readonly verify: string;
    };
    readonly runbook: string | null;
    readonly subject: string;
    readonly reads: readonly string[];
    readonly mappings: readonly MappingDto[];
  };
  /** Where Security Hub contradicts it now, the longest standing first, as many as are shown. */
  readonly disagreements: readonly DisagreementDto[];
  readonly disagreementCount: number;
  /** How each account stands, failing ones first. */
  readonly accounts: readonly {
    readonly account: AccountRefDto;
    readonly tally: TallyDto;
    readonly causes: readonly CauseDto[];
  }[];
}
