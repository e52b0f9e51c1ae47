import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { type Slices, Undecidable } from "../define.ts";

export function versioningOf(
  facts: Slices<"s3.bucket" | "s3.bucket-versioning">,
  bucketArn: string,
): PayloadOf<"s3.bucket-versioning"> {
  const versioning = facts.one("s3.bucket-versioning", bucketArn);
  if (versioning === undefined)
    throw new Undecidable("A bucket's versioning is not among the facts.", "s3.bucket-versioning");
  return versioning.payload;
}
