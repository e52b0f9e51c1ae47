import { checklistItems } from "../frameworks.ts";
import type { Requirement } from "./requirement.ts";

/** The 12-item checklist in its own words. */
export const checklistRequirements: readonly Requirement[] = checklistItems.map(
  ({ number, title, controls }) => ({
    id: String(number),
    title,
    section: "Checklist",
    needs: controls,
  }),
);
