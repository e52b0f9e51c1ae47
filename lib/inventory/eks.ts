import { z } from "zod";

/** Resource id: the cluster's ARN. */
export const cluster = z.strictObject({
  name: z.string(),
  version: z.string().nullable(),
  roleArn: z.string().nullable(),
  vpcId: z.string().nullable(),
  subnetIds: z.array(z.string()),
  securityGroupIds: z.array(z.string()),
  endpointPublicAccess: z.boolean(),
  endpointPrivateAccess: z.boolean(),
  /** Who may reach the public endpoint; means nothing without one. */
  publicAccessCidrs: z.array(z.string()),
  /** The issuer of its service accounts' tokens, which roles trust with IRSA: an https URL. */
  oidcIssuer: z.string().nullable(),
  /** Control plane logs that are on: `api`, `audit`, `authenticator`, … */
  logTypes: z.array(z.string()),
  /** The key that Kubernetes secrets are encrypted with; null where there is none. */
  secretsKeyArn: z.string().nullable(),
});

/** Resource id: the association's ARN. */
export const podIdentityAssociation = z.strictObject({
  clusterArn: z.string(),
  namespace: z.string(),
  serviceAccount: z.string(),
  roleArn: z.string(),
});
