import { ApiError } from "../runtime/api-error.ts";
import type { CallContext } from "../runtime/service.ts";

/** How the services answer in a Region that the account has not enabled. */
export function requireEnabledRegion({ account, region }: CallContext): void {
  if (account.regions.includes(region)) return;
  throw new ApiError(
    "UnrecognizedClientException",
    403,
    "The security token included in the request is invalid.",
  );
}
