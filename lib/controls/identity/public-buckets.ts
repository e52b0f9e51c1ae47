import { publicStatements } from "#lib/iam/public-access.ts";
import type { FactKind } from "#lib/inventory/kinds.ts";
import { definePart, fail, fragment, notApplicable, pass, Undecidable } from "../define.ts";
import { statementFragment } from "../documents.ts";

function missing(what: string, kind: FactKind): never {
  throw new Undecidable(`${what} is not among the facts.`, kind);
}

/**
 * Buckets, by what S3 itself says of the policy: it fails where S3 calls it public and neither the bucket nor
 * its account restricts public buckets.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export const publicBuckets = definePart({
  subject: "s3.bucket",
  reads: [
    "s3.bucket-policy",
    "s3.bucket-policy-status",
    "s3.bucket-public-access-block",
    "s3.account-public-access-block",
  ],
  evaluate: ({ resourceId, value: { name } }, facts) => {
    const policy = facts.one("s3.bucket-policy", resourceId);
    if (policy === undefined) return missing("A bucket's policy", "s3.bucket-policy");
    const { document } = policy.payload;
    if (document === null)
      return notApplicable(
        `${name} has no bucket policy.`,
        fragment("Policy", "s3.bucket-policy document", null),
      );
    const status = facts.one("s3.bucket-policy-status", resourceId)?.payload;
    if (status === undefined) return missing("The status of a bucket's policy", "s3.bucket-policy-status");
    const isPublic = fragment("Public, by S3", "s3.bucket-policy-status isPublic", status.isPublic);
    if (!status.isPublic) return pass(`S3 does not call the policy of ${name} public.`, isPublic);

    const own = facts.one("s3.bucket-public-access-block", resourceId)?.payload;
    if (own === undefined)
      return missing("A bucket's block of public access", "s3.bucket-public-access-block");
    const account = facts.all("s3.account-public-access-block")[0]?.payload;
    if (account === undefined)
      return missing("The account's block of public access", "s3.account-public-access-block");
    const restricting = own.restrictPublicBuckets
      ? fragment("Bucket", "s3.bucket-public-access-block restrictPublicBuckets", true)
      : account.restrictPublicBuckets
        ? fragment("Account", "s3.account-public-access-block restrictPublicBuckets", true)
        : null;
    if (restricting !== null)
      return pass(
        `S3 calls the policy of ${name} public, and RestrictPublicBuckets keeps the public out.`,
        isPublic,
        restricting,
      );
    const parsed = facts.policy(document);
    const open = parsed.ok ? publicStatements(parsed.statements) : [];
    return fail(
      `S3 calls the policy of ${name} public, and nothing keeps the public out.`,
      isPublic,
      ...open.map((statement) => statementFragment(statement, "s3.bucket-policy document")),
    );
  },
});
