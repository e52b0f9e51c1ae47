import { buildCompute, type ComputeIds } from "./compute.ts";
import { type DefaultNetwork, findDefaultNetwork } from "./default-network.ts";
import { buildDetector, buildSecurityHub } from "./detection.ts";
import { buildEdges, type EdgeIds } from "./edges.ts";
import { buildIdentity } from "./identity.ts";
import { buildIdentityCenter } from "./identity-center.ts";
import { buildMonitoring } from "./monitoring.ts";
import { buildNetwork, type NetworkIds } from "./network.ts";
import { buildOrganization, type OrganizationIds } from "./organization.ts";
import { memberPlace } from "./place.ts";
import { buildRoles } from "./roles.ts";
import { buckets, buildStorage } from "./storage.ts";
import { buildStores, type StoreIds } from "./stores.ts";
import { buildWorkloads, type WorkloadIds } from "./workloads.ts";

export interface World extends OrganizationIds {
  readonly network: NetworkIds;
  readonly edges: EdgeIds;
  readonly stores: StoreIds;
  readonly compute: ComputeIds;
  readonly workloads: WorkloadIds;
  /** What production had before anything was built, by Region. */
  readonly defaults: Readonly<Record<"us-east-1" | "eu-west-1", DefaultNetwork>>;
  /** Detector ids: production has one in us-east-1 only, security in both Regions. */
  readonly detectors: { readonly production: string; readonly security: readonly [string, string] };
  readonly hubFindingId: string;
}

/** Builds, through the real SDK, the organization that the contract tests know by heart. */
export async function buildWorld(): Promise<World> {
  const organization = await buildOrganization();
  const { production, security } = organization.accounts;
  const here = memberPlace(production);
  const defaults = {
    "us-east-1": await findDefaultNetwork(here),
    "eu-west-1": await findDefaultNetwork(memberPlace(production, "eu-west-1")),
  };
  await buildIdentity(here);
  await buildRoles(here);
  await buildStorage(here);
  const workloads = await buildWorkloads(here);
  const network = await buildNetwork(here, buckets.tls);
  await buildIdentityCenter();
  await buildMonitoring(here, memberPlace(security));
  return {
    ...organization,
    network,
    edges: await buildEdges(here, network),
    stores: await buildStores(here),
    compute: await buildCompute(here, network.subnetId),
    workloads,
    defaults,
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
