import type { Control } from "../define.ts";
import { cloudtrailAllRegions } from "./cloudtrail-all-regions.ts";
import { cloudtrailDataEvents } from "./cloudtrail-data-events.ts";
import { cloudtrailImmutable } from "./cloudtrail-immutable.ts";
import { cloudtrailKms } from "./cloudtrail-kms.ts";
import { cloudtrailValidation } from "./cloudtrail-validation.ts";
import { configCisPack } from "./config-cis-pack.ts";
import { configEnabled } from "./config-enabled.ts";
import { guarddutyEnabled } from "./guardduty-enabled.ts";
import { guarddutyToSechub } from "./guardduty-to-sechub.ts";
import { mttdTarget } from "./mttd-target.ts";
import { sechubAggregated } from "./sechub-aggregated.ts";

/** The chapter "monitoring" of the catalogue in its order, one line a control. */
export const monitoringControls: readonly Control[] = [
  cloudtrailAllRegions,
  cloudtrailValidation,
  cloudtrailImmutable,
  cloudtrailKms,
  cloudtrailDataEvents,
  guarddutyEnabled,
  guarddutyToSechub,
  sechubAggregated,
  configEnabled,
  configCisPack,
  mttdTarget,
];
