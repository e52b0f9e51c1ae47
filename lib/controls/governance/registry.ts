import type { Control } from "../define.ts";
import { scpGuardrails } from "./scp-guardrails.ts";

/** The chapter "governance" of the catalogue in its order, one line a control. */
export const governanceControls: readonly Control[] = [scpGuardrails];
