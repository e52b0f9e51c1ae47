import { gzipSync } from "node:zlib";
import type {
  AllowedPrincipal,
  Image,
  InstanceMetadataDefaultsResponse,
  LaunchTemplateVersion,
  ServiceConfiguration,
  Snapshot,
  TransitGatewayAttachment,
  VpcBlockPublicAccessExclusion,
  VpcBlockPublicAccessOptions,
} from "@aws-sdk/client-ec2";
import { instant } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import { remembered } from "./memory.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { plantedKeys } from "./planted.ts";
import { publicAccessBlockOf } from "./public-access-blocks.ts";
import { rowsIn } from "./rows.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks for lt-imdsv2 and workload-no-static-keys (every launch template, by its default version),
// imds-account-default and ebs-default-encryption (once a Region, `region/<region>`) and privatelink-scoped (every
// endpoint service; fails where everybody may connect).

export interface Ec2Settings {
  /** Every version of every template, the default ones marked. */
  readonly templates: readonly LaunchTemplateVersion[];
  readonly metadataDefaults: InstanceMetadataDefaultsResponse;
  readonly ebsEncrypted: boolean;
  readonly blockPublicAccess: VpcBlockPublicAccessOptions;
  readonly exclusions: readonly VpcBlockPublicAccessExclusion[];
  /** The account's own; those whose ids are in `everybodys` are public. */
  readonly snapshots: readonly Snapshot[];
  readonly images: readonly Image[];
  readonly everybodys: ReadonlySet<string>;
  readonly services: readonly ServiceConfiguration[];
  readonly principals: ReadonlyMap<string, readonly AllowedPrincipal[]>;
  readonly attachments: readonly TransitGatewayAttachment[];
  readonly truth: readonly TruthRow[];
}

interface Place {
  readonly world: World;
  readonly account: Account;
  readonly region: string;
  readonly key: string;
}

function userDataOf(dice: Dice, keys: boolean): string {
  const { id, secret } = plantedKeys(dice);
  const pasted = [`export AWS_ACCESS_KEY_ID=${id}`, `export AWS_SECRET_ACCESS_KEY=${secret}`];
  const fetched = ['export DB_PASSWORD="$(aws ssm get-parameter --name /orders/db --with-decryption)"'];
  const script = ["#!/bin/bash", "set -e", ...(keys ? pasted : fetched), "systemctl start orders"].join("\n");
  // cloud-init takes it compressed as well, where no search for text would find the key.
  return dice.chance(0.3) ? gzipSync(script).toString("base64") : Buffer.from(script).toString("base64");
}

function makeTemplate({ world, account, region, key }: Place, name: string) {
  const own = `${key}/template/${name}`;
  const dice = new Dice(`${world.options.seed}/${own}`);
  const LaunchTemplateId = `lt-0${dice.hex(16)}`;
  const lacksV2 = problem(world, `${own}/imds`, 0.4);
  const keys = problem(world, `${own}/keys`, 0.15);
  const silent = dice.chance(0.5);
  const group = networkOf(world, account, region).groups[0]?.GroupId;
  const version = (
    VersionNumber: number,
    DefaultVersion: boolean,
    required: boolean,
  ): LaunchTemplateVersion => ({
    LaunchTemplateId,
    LaunchTemplateName: name,
    VersionNumber,
    DefaultVersion,
    CreateTime: instant(account.joined, 800 + VersionNumber),
    CreatedBy: `arn:aws:iam::${account.id}:role/saml-administrators`,
    LaunchTemplateData: {
      ImageId: `ami-0${new Dice(`${LaunchTemplateId}/image`).hex(16)}`,
      InstanceType: "t3.medium",
      IamInstanceProfile: { Name: "app-server" },
      SecurityGroupIds: group === undefined ? [] : [group],
      UserData: userDataOf(new Dice(`${LaunchTemplateId}/${VersionNumber}`), keys && DefaultVersion),
      MetadataOptions: required
        ? { State: "applied", HttpTokens: "required", HttpEndpoint: "enabled", HttpPutResponseHopLimit: 2 }
        : silent
          ? undefined
          : { State: "applied", HttpTokens: "optional", HttpEndpoint: "enabled" },
    },
  });
  const arn = `arn:aws:ec2:${region}:${account.id}:launch-template/${LaunchTemplateId}`;
  const rowOf = rowsIn(account, region);
  return {
    // The version that nobody uses is as its successor should be: only the default one counts.
    versions: [version(1, false, lacksV2), version(2, true, !lacksV2)],
    truth: [
      rowOf("lt-imdsv2", arn, lacksV2 ? "fail" : "pass"),
      rowOf("workload-no-static-keys", arn, keys ? "fail" : "pass"),
    ],
  };
}

function makeService({ world, account, region, key }: Place) {
  const own = `${key}/endpoint-service`;
  const dice = new Dice(`${world.options.seed}/${own}`);
  const ServiceId = `vpce-svc-0${dice.hex(16)}`;
  const open = problem(world, `${own}/open`, 0.35);
  const named = dice.pick([
    [`arn:aws:iam::${world.organization.managementId}:root`],
    [`arn:aws:iam::464622532012:root`, `arn:aws:iam::${account.id}:role/app-server`],
    [],
  ]);
  const service: ServiceConfiguration = {
    ServiceId,
    ServiceName: `com.amazonaws.vpce.${region}.${ServiceId}`,
    ServiceType: [{ ServiceType: "Interface" }],
    ServiceState: "Available",
    AcceptanceRequired: dice.chance(0.5),
    NetworkLoadBalancerArns: [],
  };
  const principals = (open ? ["*"] : named).map(
    (Principal): AllowedPrincipal => ({
      Principal,
      PrincipalType: Principal === "*" ? "All" : "Account",
      ServiceId,
    }),
  );
  const arn = `arn:aws:ec2:${region}:${account.id}:vpc-endpoint-service/${ServiceId}`;
  return {
    service,
    principals,
    truth: rowsIn(account, region)("privatelink-scoped", arn, open ? "fail" : "pass"),
  };
}

function makeShared({ world, account, key }: Place) {
  const everybodys = new Set<string>();
  const make = (what: string, prefix: string, index: number): string => {
    const id = `${prefix}-0${new Dice(`${world.options.seed}/${key}/${what}/${index}`).hex(16)}`;
    if (problem(world, `${key}/${what}/${index}/public`, 0.12)) everybodys.add(id);
    return id;
  };
  const snapshots = [0, 1].map(
    (index): Snapshot => ({
      SnapshotId: make("snapshot", "snap", index),
      OwnerId: account.id,
      VolumeId: `vol-0${new Dice(`${key}/volume/${index}`).hex(16)}`,
      State: "completed",
      Encrypted: false,
      Description: "nightly backup",
    }),
  );
  const images = [0].map((index): Image => {
    const ImageId = make("image", "ami", index);
    const Public = everybodys.has(ImageId);
    return { ImageId, Name: `acme-base-${index}`, OwnerId: account.id, Public, State: "available" };
  });
  return { snapshots, images, everybodys };
}

function attachmentsOf({ world, account, region, key }: Place): TransitGatewayAttachment[] {
  const dice = new Dice(`${world.options.seed}/${key}/transit`);
  const hub = [...world.organization.accounts.values()].find(({ kind }) => kind === "network");
  const vpc = networkOf(world, account, region).vpcs[0];
  if (hub === undefined || vpc === undefined || !dice.chance(0.5)) return [];
  return [
    {
      TransitGatewayAttachmentId: `tgw-attach-0${dice.hex(16)}`,
      TransitGatewayId: `tgw-0${new Dice(`${world.options.seed}/${region}/hub`).hex(16)}`,
      TransitGatewayOwnerId: hub.id,
      ResourceOwnerId: account.id,
      ResourceType: "vpc",
      ResourceId: vpc.VpcId,
      State: "available",
      CreationTime: instant(account.joined, 950),
    },
  ];
}

const templateNames = ["web", "workers", "bastion"] as const;

const remember = remembered((world, at): Ec2Settings => {
  const [id = "", region = ""] = at.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const place: Place = { world, account, region, key: `${at}/ec2` };
  const { seed } = world.options;
  const count = Math.floor(fraction(`${seed}/${at}/templates`) * (templateNames.length + 1));
  const templates = templateNames.slice(0, count).map((name) => makeTemplate(place, name));
  const services = fraction(`${seed}/${at}/services`) < 0.3 ? [makeService(place)] : [];
  const optional = problem(world, `${at}/imds-default`, 0.5);
  const plain = problem(world, `${at}/ebs-default`, 0.4);
  const block = publicAccessBlockOf(world, account, place.region);
  // No preference of the account leaves optional tokens to every launch.
  const silent = new Dice(`${seed}/${at}/imds-default`).chance(0.5);
  const rowOf = rowsIn(account, region);
  const here = `region/${region}`;
  return {
    templates: templates.flatMap(({ versions }) => versions),
    metadataDefaults: optional
      ? silent
        ? {}
        : { HttpTokens: "optional" }
      : { HttpTokens: "required", HttpPutResponseHopLimit: 2 },
    ebsEncrypted: !plain,
    blockPublicAccess: block.options,
    exclusions: block.exclusions,
    ...makeShared(place),
    services: services.map(({ service }) => service),
    principals: new Map(services.map(({ service, principals }) => [service.ServiceId ?? "", principals])),
    attachments: attachmentsOf(place),
    truth: [
      ...templates.flatMap(({ truth }) => truth),
      ...services.map(({ truth }) => truth),
      rowOf("imds-account-default", here, optional ? "fail" : "pass"),
      rowOf("ebs-default-encryption", here, plain ? "fail" : "pass"),
      block.truth,
    ],
  };
}, 1_000);

/** What is set up in EC2 in one Region of an account, beside the network and the machines that run. */
export function ec2SettingsOf(world: World, account: Account, region: string): Ec2Settings {
  return remember(world, `${account.id}/${region}`);
}
