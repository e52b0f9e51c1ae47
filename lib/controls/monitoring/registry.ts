import type { Control } from "../define.ts";
import { guarddutyEnabled } from "./guardduty-enabled.ts";
import { mttdTarget } from "./mttd-target.ts";

/** The chapter "monitoring" of the catalogue in its order, one line a control. */
export const monitoringControls: readonly Control[] = [guarddutyEnabled, mttdTarget];
