import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";
import { type At, fragment, type Slices, Undecidable } from "../define.ts";

export type Trail = PayloadOf<"cloudtrail.trail">;

/** Sources whose events are many and say little: CloudTrail itself offers to leave them out. */
const noise: ReadonlySet<string> = new Set(["kms.amazonaws.com", "rdsdata.amazonaws.com"]);

/** What keeps a trail from recording every management event of every Region; null where it does. */
export function managementGap({ logging, multiRegion, managementEvents }: Trail): string | null {
  if (!logging) return "is not logging";
  if (!multiRegion) return "records one Region only";
  const lacking = (["read", "write"] as const).filter((share) => managementEvents[share] !== "all");
  if (lacking.length > 0) return `does not record every ${lacking.join(" and ")} event`;
  const excluded = managementEvents.excludedSources.filter((source) => !noise.has(source));
  return excluded.length === 0 ? null : `leaves out ${excluded.join(", ")}`;
}

/**
 * The account's trails, the Organization's among them. Each is a fact of its home Region: where an enabled
 * Region is not in scope, one that is not found may be at home there.
 */
export function trailsOf(
  facts: Slices<"cloudtrail.trail" | "ec2.region">,
  at: Pick<At, "regions">,
): { readonly trails: readonly Fact<"cloudtrail.trail">[]; notFound(): void } {
  return {
    trails: facts.all("cloudtrail.trail"),
    notFound() {
      const outside = facts.all("ec2.region").filter(({ payload }) => !at.regions.includes(payload.name));
      if (outside.length > 0)
        throw new Undecidable(
          "Not every enabled Region is in scope, and a trail may be at home in another.",
          "cloudtrail.trail",
        );
    },
  };
}

export function trailFragment(trail: Trail) {
  return fragment(`Trail ${trail.name}`, "cloudtrail.trail", {
    arn: trail.arn,
    logging: trail.logging,
    multiRegion: trail.multiRegion,
    organization: trail.organization,
    managementEvents: trail.managementEvents,
    s3DataEvents: trail.s3DataEvents,
  });
}

/** How to say whose trail it is, for only its owner can change it. */
export function whose(trail: Trail): string {
  return trail.organization ? `The Organization's trail ${trail.name}` : `The trail ${trail.name}`;
}
