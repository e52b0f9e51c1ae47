import { alertRulesOf } from "./model/alert-rules.ts";
import { analyzerTruth } from "./model/analyzers.ts";
import { attestedTruth } from "./model/attested.ts";
import { contactTruth } from "./model/contacts.ts";
import { containersOf } from "./model/containers.ts";
import { databasesOf } from "./model/databases.ts";
import { ec2SettingsOf } from "./model/ec2-settings.ts";
import { exposedResources, exposureTruth } from "./model/exposure-truth.ts";
import { functionsOf } from "./model/functions.ts";
import { gatewaysOf } from "./model/gateways.ts";
import { guardrailTruth } from "./model/guardrails.ts";
import { aggregationTruth } from "./model/hub-aggregation.ts";
import { type Disagreement, hubDisagreementsOf } from "./model/hub-findings.ts";
import { identityOf } from "./model/identity.ts";
import { keysOf } from "./model/keys.ts";
import { kubernetesOf } from "./model/kubernetes.ts";
import { machinesOf } from "./model/machines.ts";
import type { MeasureTruth } from "./model/measure-truth.ts";
import { messagingOf } from "./model/messaging.ts";
import { networkOf } from "./model/network.ts";
import { activeAccounts } from "./model/organization.ts";
import { featureTruth } from "./model/organization-features.ts";
import { principalTruth } from "./model/principal-truth.ts";
import { protectionTruth } from "./model/protection.ts";
import { recorderOf } from "./model/recorders.ts";
import { regionLimitTruth } from "./model/region-limits.ts";
import { registryOf } from "./model/repositories.ts";
import { secretsOf } from "./model/secrets.ts";
import { storageOf } from "./model/storage.ts";
import { tagTruth } from "./model/tags.ts";
import { detectorTruth, openThreats, type ThreatTruth } from "./model/threats.ts";
import { trailsOf } from "./model/trails.ts";
import { utilizationTruth } from "./model/utilization-truth.ts";
import { workforceTruth } from "./model/workforce.ts";
import { workloadTruth } from "./model/workload-truth.ts";
import type { TruthRow, World } from "./model/world.ts";

/** Every threat that can be seen on this day. */
export function threatTruth(world: World): ThreatTruth[] {
  return activeAccounts(world.organization).flatMap((account) => openThreats(world, account));
}

/** What everything measured must contribute to the metrics on this day, threats apart. */
export function measureTruth(world: World): MeasureTruth[] {
  return activeAccounts(world.organization).flatMap((account) => [
    ...exposureTruth(world, account),
    ...workloadTruth(world, account),
    ...utilizationTruth(world, account),
  ]);
}

/** Every verdict that Security Hub contradicts on this day. */
export function disagreementTruth(world: World): Disagreement[] {
  return activeAccounts(world.organization).flatMap((account) => [...hubDisagreementsOf(world, account)]);
}

/** Every verdict the controls must reach on this day, from the intents of the model. */
export function groundTruth(world: World): TruthRow[] {
  return activeAccounts(world.organization).flatMap((account) => [
    guardrailTruth(world, account),
    regionLimitTruth(world, account),
    ...featureTruth(world, account),
    ...identityOf(world, account).truth,
    ...principalTruth(world, account),
    ...attestedTruth(world, account),
    ...storageOf(world, account).truth,
    ...detectorTruth(world, account),
    ...analyzerTruth(world, account),
    ...trailsOf(world, account).truth,
    ...protectionTruth(world, account),
    ...aggregationTruth(world, account),
    contactTruth(world, account),
    ...(account.id === world.organization.managementId ? workforceTruth(world) : []),
    ...account.regions.flatMap((region) => [
      ...networkOf(world, account, region).truth,
      ...exposedResources(world, account, region),
      ...recorderOf(world, account, region).truth,
      ...alertRulesOf(world, account, region).truth,
      ...keysOf(world, account, region).truth,
      ...secretsOf(world, account, region).truth,
      ...databasesOf(world, account, region).truth,
      ...messagingOf(world, account, region).truth,
      ...functionsOf(world, account, region).truth,
      ...containersOf(world, account, region).truth,
      ...kubernetesOf(world, account, region).truth,
      ...registryOf(world, account, region).truth,
      ...gatewaysOf(world, account, region).truth,
      ...machinesOf(world, account, region).truth,
      ...ec2SettingsOf(world, account, region).truth,
      ...tagTruth(world, account, region),
    ]),
  ]);
}
