import type { Control } from "../define.ts";
import { exposureLbNatOnly } from "./exposure-lb-nat-only.ts";
import { sgDefaultClosed } from "./sg-default-closed.ts";
import { sgNoOpenAdmin } from "./sg-no-open-admin.ts";

/** The chapter "network" of the catalogue in its order, one line a control. */
export const networkControls: readonly Control[] = [sgNoOpenAdmin, exposureLbNatOnly, sgDefaultClosed];
