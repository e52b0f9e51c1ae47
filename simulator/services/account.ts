import type * as api from "@aws-sdk/client-account";
import * as sdk from "@aws-sdk/client-account";
import { contactOf } from "../model/contacts.ts";
import { restJson } from "../protocols/rest.ts";
import { ApiError } from "../runtime/api-error.ts";
import type { Service } from "../runtime/service.ts";

export const account: Service = {
  name: "account",
  sdk,
  protocol: restJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "TooManyRequestsException",
    throttledStatus: 429,
    unknownOperation: "UnknownOperationException",
  },
  operations: {
    GetAlternateContact(
      input: api.GetAlternateContactRequest,
      { world, account: own },
    ): api.GetAlternateContactResponse {
      const { AlternateContactType } = input;
      const contact = AlternateContactType === "SECURITY" ? contactOf(world, own) : undefined;
      if (contact === undefined)
        throw new ApiError(
          "ResourceNotFoundException",
          404,
          "No contact of the inputted alternate contact type found.",
        );
      return { AlternateContact: { ...contact, AlternateContactType } };
    },
  },
};
