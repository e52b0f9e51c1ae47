import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";
import type { Slices, Subject } from "../define.ts";

const gone = new Set(["terminated", "shutting-down"]);
const working = new Set(["pending", "running"]);

/** Instances that exist: a terminated one stays listed for an hour and cannot be changed. */
export function liveInstances(facts: Slices<"ec2.instance">): readonly Subject<PayloadOf<"ec2.instance">>[] {
  return facts
    .all("ec2.instance")
    .filter((fact) => !gone.has(fact.payload.state))
    .map((fact) => ({ resourceId: fact.resourceId, value: fact.payload }));
}

/** Instances that work or are about to; one that is stopped acts through nothing. */
export function runningInstances(facts: Slices<"ec2.instance">): readonly Fact<"ec2.instance">[] {
  return facts.all("ec2.instance").filter((fact) => working.has(fact.payload.state));
}
