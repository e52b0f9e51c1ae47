import { gunzipSync } from "node:zlib";
import type { LaunchTemplateVersion } from "@aws-sdk/client-ec2";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { findSecrets, notScanned, scannedBytes } from "#collectors/runtime/secrets.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";
import type { SecretSighting } from "#lib/inventory/secret.ts";

const place = "UserData";

/** The script in user data, which cloud-init also takes compressed; undefined where it is not text. */
function scriptOf(userData: string): string | undefined {
  const bytes = Buffer.from(userData, "base64");
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString();
  try {
    return gunzipSync(bytes, { maxOutputLength: scannedBytes }).toString();
  } catch {
    return undefined;
  }
}

async function secretsIn(userData: string | undefined): Promise<SecretSighting[]> {
  if (userData === undefined || userData === "") return [];
  const script = scriptOf(userData);
  return script === undefined ? [notScanned(place, userData)] : findSecrets(place, script);
}

/** One version of a launch template, without its user data. */
export async function decodeLaunchTemplate(
  version: LaunchTemplateVersion,
): Promise<PayloadOf<"ec2.launch-template">> {
  const data = version.LaunchTemplateData ?? {};
  const faces = data.NetworkInterfaces ?? [];
  const publicIps = faces.map((face) => face.AssociatePublicIpAddress).filter((each) => each !== undefined);
  return {
    id: need(version.LaunchTemplateId, "LaunchTemplateVersion.LaunchTemplateId"),
    name: version.LaunchTemplateName ?? "",
    version: need(version.VersionNumber, "LaunchTemplateVersion.VersionNumber"),
    httpTokens: data.MetadataOptions?.HttpTokens ?? null,
    httpEndpoint: data.MetadataOptions?.HttpEndpoint ?? null,
    imageId: data.ImageId ?? null,
    instanceProfile: data.IamInstanceProfile?.Arn ?? data.IamInstanceProfile?.Name ?? null,
    securityGroupIds: sorted(
      new Set([...(data.SecurityGroupIds ?? []), ...faces.flatMap((face) => face.Groups ?? [])]),
    ),
    assignsPublicIp: publicIps.length === 0 ? null : publicIps.includes(true),
    secrets: await secretsIn(data.UserData),
  };
}
