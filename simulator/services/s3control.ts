import type * as api from "@aws-sdk/client-s3-control";
import * as sdk from "@aws-sdk/client-s3-control";
import { storageOf } from "../model/storage.ts";
import { restXml } from "../protocols/rest.ts";
import { ApiError } from "../runtime/api-error.ts";
import type { Service } from "../runtime/service.ts";

export const s3control: Service = {
  name: "s3control",
  signingName: "s3",
  iamPrefix: "s3",
  claims: ({ path }) => path.startsWith("/v20180820/"),
  sdk,
  protocol: restXml,
  xmlNamespace: "http://awss3control.amazonaws.com/doc/2018-08-20/",
  errors: {
    denied: "AccessDenied",
    throttled: "SlowDown",
    throttledStatus: 503,
    unknownOperation: "NotImplemented",
  },
  actions: { GetPublicAccessBlock: "GetAccountPublicAccessBlock" },
  operations: {
    GetPublicAccessBlock(
      input: api.GetPublicAccessBlockRequest,
      { world, account },
    ): api.GetPublicAccessBlockOutput {
      if (input.AccountId !== account.id) throw new ApiError("AccessDenied", 403, "Access Denied");
      const { accountBlock } = storageOf(world, account);
      if (accountBlock === "none")
        throw new ApiError(
          "NoSuchPublicAccessBlockConfiguration",
          404,
          "The public access block configuration was not found",
        );
      const all = accountBlock === "all";
      return {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: all,
          RestrictPublicBuckets: all,
        },
      };
    },
  },
};
