import type { PayloadOf } from "#lib/inventory/kinds.ts";

export type PublicAccessBlock = PayloadOf<"s3.account-public-access-block">;

/** Every setting of Block Public Access, by the name the S3 API gives it. */
export const blockSettings = {
  blockPublicAcls: "BlockPublicAcls",
  ignorePublicAcls: "IgnorePublicAcls",
  blockPublicPolicy: "BlockPublicPolicy",
  restrictPublicBuckets: "RestrictPublicBuckets",
} as const satisfies Record<keyof PublicAccessBlock, string>;

/** The settings that none of the blocks has on, by their API names: S3 applies the strictest combination. */
export function openSettings(...blocks: readonly PublicAccessBlock[]): readonly string[] {
  const open = (setting: keyof PublicAccessBlock) => !blocks.some((block) => block[setting]);
  return [
    ...(open("blockPublicAcls") ? [blockSettings.blockPublicAcls] : []),
    ...(open("ignorePublicAcls") ? [blockSettings.ignorePublicAcls] : []),
    ...(open("blockPublicPolicy") ? [blockSettings.blockPublicPolicy] : []),
    ...(open("restrictPublicBuckets") ? [blockSettings.restrictPublicBuckets] : []),
  ];
}

/** All four on, as the AWS CLI takes them. */
export const everySetting = Object.values(blockSettings)
  .map((setting) => `${setting}=true`)
  .join(",");
