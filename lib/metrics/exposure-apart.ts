import { Undecidable } from "#lib/controls/define.ts";
import { publicBuckets } from "#lib/controls/identity/public-buckets.ts";
import { type Fact, type FactKind, globalRegion } from "#lib/inventory/kinds.ts";
import { coverAll } from "#lib/network/address-space.ts";
import { asideRow } from "./exposure-rows.ts";
import type { MeasureInput, Measurement } from "./measurement.ts";

/** Kinds of what the internet reaches past every security group. */
export const apartKinds = [
  "lambda.function-url",
  "apigateway.rest-api",
  "apigateway.http-api",
  "eks.cluster",
  "ec2.public-snapshot",
  "ec2.public-image",
  "s3.bucket",
  "s3.bucket-policy",
  "s3.bucket-policy-status",
  "s3.bucket-public-access-block",
  "s3.account-public-access-block",
] as const satisfies readonly FactKind[];

function exposureOf<K extends FactKind>(
  facts: readonly Fact<K>[],
  className: string,
  isExposed: (payload: Fact<K>["payload"]) => boolean,
): Measurement[] {
  return facts
    .filter(({ payload }) => isExposed(payload))
    .map(({ region, resourceId: subjectId, kind: subjectType }) =>
      asideRow({ region, subjectId, subjectType }, "excluded", "withoutSecurityGroup", className),
    );
}

/** Buckets that the control on public policies fails; what it cannot decide is the control's to tell. */
function publicBucketRows(input: MeasureInput): Measurement[] {
  const { accountId, regions, asOf } = input;
  const cases = publicBuckets.cases(input, { accountId, region: globalRegion, regions, asOf });
  return cases.flatMap((each) => {
    try {
      if (each.judge(input).verdict !== "fail") return [];
    } catch (error) {
      if (error instanceof Undecidable) return [];
      throw error;
    }
    const subject = { region: globalRegion, subjectId: each.resourceId, subjectType: each.resourceType };
    return [asideRow(subject, "excluded", "withoutSecurityGroup", "public-bucket")];
  });
}

function anyone(cidrs: readonly string[]): boolean {
  return coverAll(cidrs, 4) || coverAll(cidrs, 6);
}

/** What any address reaches without a security group that would say so: beside the ratio. */
export function exposureApart(input: MeasureInput): readonly Measurement[] {
  return [
    ...exposureOf(input.all("lambda.function-url"), "function-url", ({ authType }) => authType === "NONE"),
    ...exposureOf(
      input.all("apigateway.rest-api"),
      "api-gateway",
      ({ endpointTypes }) => !endpointTypes.includes("PRIVATE"),
    ),
    ...exposureOf(
      input.all("apigateway.http-api"),
      "api-gateway",
      ({ endpointDisabled }) => !endpointDisabled,
    ),
    ...exposureOf(
      input.all("eks.cluster"),
      "eks-endpoint",
      ({ endpointPublicAccess, publicAccessCidrs }) => endpointPublicAccess && anyone(publicAccessCidrs),
    ),
    ...publicBucketRows(input),
    ...exposureOf(input.all("ec2.public-snapshot"), "public-snapshot", () => true),
    ...exposureOf(input.all("ec2.public-image"), "public-image", () => true),
  ];
}
