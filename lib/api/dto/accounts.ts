import type { Severity } from "#lib/inventory/findings.ts";
import type { CauseDto, FreshnessDto, MetricDto, PillarDto } from "./common.ts";
import type { ControlRowDto } from "./controls.ts";

export interface AccountRowDto {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** Ids and names from the root down. */
  readonly ouPath: readonly { readonly id: string; readonly name: string }[];
  readonly score: MetricDto | null;
  readonly openFindings: Readonly<Record<Severity, number>>;
  readonly failedControls: number;
  readonly unknownControls: number;
  /** When it was last collected; null if never. */
  readonly collectedAt: string | null;
  readonly stale: boolean;
}

export interface OrganizationalUnitDto {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  /** ACTIVE accounts in it and below. */
  readonly accounts: number;
  readonly score: MetricDto | null;
}

export interface AccountsDto {
  readonly freshness: FreshnessDto;
  /** In tree order: a parent before its children. */
  readonly units: readonly OrganizationalUnitDto[];
  readonly accounts: readonly AccountRowDto[];
}

export interface AccountDto {
  readonly freshness: FreshnessDto;
  readonly account: AccountRowDto & { readonly email: string; readonly joinedAt: string | null };
  readonly regions: readonly string[];
  readonly coverage: MetricDto | null;
  readonly pillars: readonly PillarDto[];
  /** Ranked by severity, then by how many resources fail. */
  readonly controls: readonly (ControlRowDto & { readonly causes: readonly CauseDto[] })[];
  /** What was not completely seen. */
  readonly gaps: readonly CauseDto[];
  /** How many facts of each kind are known. */
  readonly inventory: readonly { readonly kind: string; readonly count: number }[];
}
