import type { ConformancePackDetail, OrganizationConformancePack } from "@aws-sdk/client-config-service";
import { instant } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks for config-enabled (region/<region>: pass where a recorder records and delivered last time, whichever types
// it records) and config-cis-pack (region/<region>: pass where a CIS pack of the account's or the Organization's is
// deployed; a pack of another standard, or one whose name only happens to hold "cis", is none).

export type Recording = "all" | "chosen" | "excluding" | "failing" | "stopped" | "none";

export interface Recorder {
  readonly recording: Recording;
  readonly packs: readonly ConformancePackDetail[];
  readonly truth: readonly TruthRow[];
}

const homePack = "cis-foundations";

/** The packs that the Organization deploys in a Region; sandboxes are left out. */
export function organizationPacks(world: World, region: string): OrganizationConformancePack[] {
  if (problem(world, `organization/pack/${region}`, 0.6)) return [];
  const { managementId, accounts } = world.organization;
  return [
    {
      OrganizationConformancePackName: homePack,
      OrganizationConformancePackArn: `arn:aws:config:${region}:${managementId}:organization-conformance-pack/${homePack}-${new Dice(`${world.options.seed}/${region}/pack`).hex(8)}`,
      DeliveryS3Bucket: "",
      ExcludedAccounts: [...accounts.values()].filter(({ kind }) => kind === "sandbox").map(({ id }) => id),
      LastUpdateTime: instant(world.day - (world.day % 30), 0),
    },
  ];
}

const own = [
  { name: "Operational-Best-Practices-for-CIS-AWS-v1.4-Level1", cis: true },
  { name: "baseline", cis: true, document: "AWSConformancePacks-OperationalBestPracticesforCISAWSv14Level2" },
  { name: "Operational-Best-Practices-for-NIST-800-53-rev-5", cis: false },
  { name: "precision-tuning", cis: false, document: "acme-precision-tuning" },
] as const;

const remember = remembered((world, place): Recorder => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const key = `${id}/${region}/recorder`;
  const dice = new Dice(`${world.options.seed}/${key}`);
  const broken = dice.pick(["failing", "stopped", "none", "none"] as const);
  const limited = dice.pick(["chosen", "excluding"] as const);
  const working: Recording = dice.chance(0.2) ? limited : "all";
  const recording = problem(world, key, 0.35) ? broken : working;
  const suffix = (name: string) => new Dice(`${world.options.seed}/${key}/${name}`).hex(9);
  const pack = (name: string, document?: string, CreatedBy?: string): ConformancePackDetail => ({
    ConformancePackName: name,
    ConformancePackArn: `arn:aws:config:${region}:${id}:conformance-pack/${name}/conformance-pack-${suffix(name)}`,
    ConformancePackId: `conformance-pack-${suffix(name)}`,
    DeliveryS3Bucket: "",
    CreatedBy,
    LastUpdateRequestedTime: instant(account.joined + 3, 0),
    TemplateSSMDocumentDetails:
      document === undefined ? undefined : { DocumentName: document, DocumentVersion: "1" },
  });
  const deployed = organizationPacks(world, region).filter(
    ({ ExcludedAccounts = [] }) => !ExcludedAccounts.includes(id),
  );
  const others = own.filter(({ cis }, index) => {
    if (cis) return !problem(world, `${key}/pack/${index}`, 0.9);
    return fraction(`${world.options.seed}/${key}/pack/${index}`) < 0.3;
  });
  const good = recording === "all" || recording === "chosen" || recording === "excluding";
  const covered = deployed.length > 0 || others.some(({ cis }) => cis);
  const row = (control: string, pass: boolean): TruthRow => ({
    account: id,
    region,
    control,
    resource: `region/${region}`,
    verdict: pass ? "pass" : "fail",
  });
  return {
    recording,
    packs: [
      ...deployed.map(({ OrganizationConformancePackName: name }) =>
        pack(
          `OrgConformsPack-${name}-${suffix("organization").slice(0, 8)}`,
          undefined,
          "config-multiaccountsetup.amazonaws.com",
        ),
      ),
      ...others.map((one) => pack(one.name, "document" in one ? one.document : undefined)),
    ],
    truth: [row("config-enabled", good), row("config-cis-pack", covered)],
  };
}, 4_000);

/** AWS Config in one account and Region, with what two controls must say about it. */
export function recorderOf(world: World, account: Account, region: string): Recorder {
  return remember(world, `${account.id}/${region}`);
}
