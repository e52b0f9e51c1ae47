import type { Control } from "../define.ts";
import { s3PolicyPresent } from "./s3-policy-present.ts";
import { s3TlsOnly } from "./s3-tls-only.ts";

/** The chapter "data" of the catalogue in its order, one line a control. */
export const dataControls: readonly Control[] = [s3PolicyPresent, s3TlsOnly];
