import type { PayloadOf } from "#lib/inventory/kinds.ts";
import type { Slices, Subject } from "../define.ts";

/** IAM users by their rows of the credential report; root is judged by controls of its own. */
export function userSubjects(
  facts: Slices<"iam.credential">,
): readonly Subject<PayloadOf<"iam.credential">>[] {
  return facts
    .all("iam.credential")
    .filter((fact) => !fact.payload.isRoot)
    .map((fact) => ({ resourceId: fact.resourceId, value: fact.payload, resourceType: "iam.user" }));
}
