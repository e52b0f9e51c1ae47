import type { ServiceLastAccessed, TrackedActionLastAccessed } from "@aws-sdk/client-iam";
import { day, distinct, need } from "#collectors/runtime/decode.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

type Services = PayloadOf<"iam.last-accessed">["services"];

/**
 * What IAM tells of a principal's services. Services that were never used are listed without a time, tracked
 * actions that were never used as well; services without tracked actions omit their list.
 */
export function decodeServices(services: readonly ServiceLastAccessed[]): Services {
  return distinct(services, ({ ServiceNamespace }) => ServiceNamespace)
    .map((service) => ({
      namespace: need(service.ServiceNamespace, "ServiceLastAccessed.ServiceNamespace"),
      lastOn: day(service.LastAuthenticated),
      actions: actionsOf(service.TrackedActionsLastAccessed),
    }))
    .sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
}

function actionsOf(tracked: readonly TrackedActionLastAccessed[] | undefined): Services[number]["actions"] {
  if (tracked === undefined || tracked.length === 0) return null;
  return tracked
    .map((action) => ({
      name: need(action.ActionName, "TrackedActionLastAccessed.ActionName"),
      lastOn: day(action.LastAccessedTime),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
