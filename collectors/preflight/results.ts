import type { Grantee, ProbeState } from "#lib/inventory/preflight.ts";
import type { OperationProbe } from "./probe-read.ts";

export interface AccountRef {
  readonly id: string;
  readonly name: string;
}

/** One thing that a preflight found out. */
export type PreflightResult =
  | { readonly about: "caller"; readonly arn: string; readonly accountId: string }
  /** AWS could not be asked who the worker is: nothing else was tried. */
  | { readonly about: "no-caller"; readonly message: string }
  | {
      readonly about: "organization";
      readonly organization: { readonly id: string; readonly managementAccountId: string } | null;
      /** The ACTIVE accounts. */
      readonly accounts: readonly AccountRef[];
    }
  | {
      readonly about: "operations";
      readonly grantee: Grantee;
      /** Null for the worker's own principal. */
      readonly accountId: string | null;
      readonly operations: readonly OperationProbe[];
    }
  | {
      readonly about: "entrance";
      readonly accountId: string;
      /** Null where the role could be assumed. */
      readonly failure: { readonly code: string; readonly message: string } | null;
    }
  | {
      readonly about: "administrator";
      readonly service: string;
      readonly account: AccountRef | null;
      /** Who is asked where nobody was delegated. */
      readonly meanwhile: string;
    }
  | {
      readonly about: "threat-queue";
      readonly url: string;
      readonly state: ProbeState;
      readonly message: string;
    };

/** How far a preflight is. */
export interface PreflightProgress {
  readonly step: string;
  readonly done: number;
  /** 0 until the accounts are known. */
  readonly total: number;
}
