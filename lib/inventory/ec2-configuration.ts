import { z } from "zod";
import { secretSighting } from "./secret.ts";

/** The default version of a launch template. Resource id: `arn:aws:ec2:<region>:<account>:launch-template/<id>`. */
export const launchTemplate = z.strictObject({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  /** `required` or `optional`; null where it leaves it to the account's default. */
  httpTokens: z.string().nullable(),
  httpEndpoint: z.string().nullable(),
  imageId: z.string().nullable(),
  /** ARN or name of the instance profile. */
  instanceProfile: z.string().nullable(),
  securityGroupIds: z.array(z.string()),
  /** Null where it leaves it to the subnet. */
  assignsPublicIp: z.boolean().nullable(),
  /** In its user data, which is searched and dropped. */
  secrets: z.array(secretSighting),
});

/** Resource id: `region/<region>`; null where the account sets no preference. */
export const metadataDefaults = z.strictObject({
  httpTokens: z.string().nullable(),
  httpEndpoint: z.string().nullable(),
  hopLimit: z.int().nullable(),
  /** `enabled` where nothing with optional tokens can be launched at all. */
  httpTokensEnforced: z.string().nullable(),
});

/** Resource id: `region/<region>`. */
export const ebsEncryptionDefault = z.strictObject({ enabled: z.boolean() });

/** Resource id: `region/<region>`. */
export const vpcBlockPublicAccess = z.strictObject({
  /** `off`, `block-bidirectional` or `block-ingress`. */
  internetGatewayBlockMode: z.string(),
  /** `allowed` where single VPCs and subnets may be left out of it. */
  exclusions: z.string().nullable(),
});

/**
 * A VPC or subnet that VPC Block Public Access leaves out. Resource id:
 * `arn:aws:ec2:<region>:<account>:vpc-block-public-access-exclusion/<id>`.
 */
export const vpcBlockPublicAccessExclusion = z.strictObject({
  id: z.string(),
  /** `allow-bidirectional`, or `allow-egress`, which lets nothing in. */
  mode: z.string(),
  /** ARN of the VPC or subnet. */
  excludedArn: z.string(),
  /** `create-complete`, `update-complete`, `disable-complete`, … */
  state: z.string(),
});

/** A snapshot that everybody may restore. Resource id: `arn:aws:ec2:<region>::snapshot/<id>`. */
export const publicSnapshot = z.strictObject({
  id: z.string(),
  volumeId: z.string().nullable(),
  description: z.string(),
});

/** An image that everybody may launch. Resource id: `arn:aws:ec2:<region>::image/<id>`. */
export const publicImage = z.strictObject({ id: z.string(), name: z.string() });

/** A service offered through PrivateLink. Resource id: `arn:aws:ec2:<region>:<account>:vpc-endpoint-service/<id>`. */
export const endpointService = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** `Interface`, `Gateway` or `GatewayLoadBalancer`. */
  types: z.array(z.string()),
  acceptanceRequired: z.boolean(),
  /** ARNs that may connect; `*` is everybody. */
  allowedPrincipals: z.array(z.string()),
  loadBalancerArns: z.array(z.string()),
});

/** Resource id: `arn:aws:ec2:<region>:<account>:transit-gateway-attachment/<id>`. */
export const transitGatewayAttachment = z.strictObject({
  id: z.string(),
  transitGatewayId: z.string(),
  transitGatewayOwnerId: z.string(),
  /** `vpc`, `vpn`, `direct-connect-gateway`, `connect`, `peering`, … */
  resourceType: z.string(),
  resourceId: z.string().nullable(),
  resourceOwnerId: z.string(),
  state: z.string(),
});
