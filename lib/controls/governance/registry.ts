import type { Control } from "../define.ts";
import { collectionCoverage } from "./collection-coverage.ts";
import { driftSla } from "./drift-sla.ts";
import { exceptionsValid } from "./exceptions-valid.ts";
import { guardrailWeakeningAlert } from "./guardrail-weakening-alert.ts";
import { orgAllFeatures } from "./org-all-features.ts";
import { requiredTags } from "./required-tags.ts";
import { scpGuardrails } from "./scp-guardrails.ts";
import { scpRegionLimit } from "./scp-region-limit.ts";
import { securityContact } from "./security-contact.ts";

/** The chapter "governance" of the catalogue in its order, one line a control. */
export const governanceControls: readonly Control[] = [
  orgAllFeatures,
  scpGuardrails,
  scpRegionLimit,
  guardrailWeakeningAlert,
  securityContact,
  requiredTags,
  exceptionsValid,
  driftSla,
  collectionCoverage,
];
