import type * as api from "@aws-sdk/client-macie2";
import * as sdk from "@aws-sdk/client-macie2";
import { instant } from "../model/calendar.ts";
import { macieOf } from "../model/protection.ts";
import { restJson } from "../protocols/rest.ts";
import { ApiError } from "../runtime/api-error.ts";
import type { Service } from "../runtime/service.ts";
import { requireEnabledRegion } from "./enabled-region.ts";

export const macie2: Service = {
  name: "macie2",
  sdk,
  protocol: restJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "ThrottlingException",
    throttledStatus: 429,
    unknownOperation: "UnknownOperationException",
  },
  guard: requireEnabledRegion,
  operations: {
    GetMacieSession(
      _input: api.GetMacieSessionRequest,
      { world, account, region },
    ): api.GetMacieSessionResponse {
      const status = macieOf(world, account, region);
      if (status === undefined) throw new ApiError("AccessDeniedException", 403, "Macie is not enabled.");
      return {
        status,
        findingPublishingFrequency: "FIFTEEN_MINUTES",
        serviceRole: `arn:aws:iam::${account.id}:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie`,
        createdAt: instant(account.joined + 3, 0),
        updatedAt: instant(account.joined + 3, 0),
      };
    },
  },
};
