import { buildDetector, buildSecurityHub } from "./detection.ts";
import { buildIdentity } from "./identity.ts";
import { buildNetwork, type NetworkIds } from "./network.ts";
import { buildOrganization, type OrganizationIds } from "./organization.ts";
import { memberPlace } from "./place.ts";
import { buckets, buildStorage } from "./storage.ts";
import { buildWorkloads } from "./workloads.ts";

export interface World extends OrganizationIds {
  readonly network: NetworkIds;
  /** Detector ids: production has one in us-east-1 only, security in both Regions. */
  readonly detectors: { readonly production: string; readonly security: readonly [string, string] };
  readonly hubFindingId: string;
}

/** Builds, through the real SDK, the organization that the contract tests know by heart. */
export async function buildWorld(): Promise<World> {
  const organization = await buildOrganization();
  const { production, security } = organization.accounts;
  const here = memberPlace(production);
  await buildIdentity(here);
  await buildStorage(here);
  await buildWorkloads(here);
  return {
    ...organization,
    network: await buildNetwork(here, buckets.tls),
    detectors: {
      production: await buildDetector(here),
      security: [
        await buildDetector(memberPlace(security)),
        await buildDetector(memberPlace(security, "eu-west-1")),
      ],
    },
    hubFindingId: await buildSecurityHub(here),
  };
}
