import type { Statement } from "#lib/iam/policy.ts";
import { type Slices, Undecidable } from "../define.ts";
import { statementsOf } from "../documents.ts";

/** The statements of a bucket's policy; null when the bucket has none. */
export function bucketStatements(
  facts: Slices<"s3.bucket" | "s3.bucket-policy">,
  bucketArn: string,
): readonly Statement[] | null {
  const policy = facts.one("s3.bucket-policy", bucketArn);
  if (policy === undefined)
    throw new Undecidable("A bucket's policy is not among the facts.", "s3.bucket-policy");
  const { document } = policy.payload;
  return document === null ? null : statementsOf(facts, document, "s3.bucket-policy");
}
