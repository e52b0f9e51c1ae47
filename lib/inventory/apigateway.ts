import { z } from "zod";

/** Resource id: `arn:aws:apigateway:<region>::/restapis/<id>`. */
export const restApi = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** `EDGE`, `REGIONAL` or `PRIVATE`. */
  endpointTypes: z.array(z.string()),
  /** The resource policy document; null when the API has none. */
  policy: z.string().nullable(),
  /** Whether only custom domains lead to it. */
  endpointDisabled: z.boolean(),
});

/** Resource id: `<API's ARN>/resources/<id>/methods/<method>`. */
export const restMethod = z.strictObject({
  apiId: z.string(),
  path: z.string(),
  method: z.string(),
  /** `NONE`, `AWS_IAM`, `CUSTOM` or `COGNITO_USER_POOLS`. */
  authorizationType: z.string(),
  apiKeyRequired: z.boolean(),
});

/** An HTTP or WebSocket API. Resource id: `arn:aws:apigateway:<region>::/apis/<id>`. */
export const httpApi = z.strictObject({
  id: z.string(),
  name: z.string(),
  protocol: z.string(),
  endpointDisabled: z.boolean(),
});

/** Resource id: `<API's ARN>/routes/<id>`. */
export const httpRoute = z.strictObject({
  apiId: z.string(),
  /** `GET /orders`, or `$default`. */
  routeKey: z.string(),
  /** `NONE`, `AWS_IAM`, `CUSTOM` or `JWT`. */
  authorizationType: z.string(),
  apiKeyRequired: z.boolean(),
});
