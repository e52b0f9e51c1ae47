import { z } from "zod";

/** Resource id: the load balancer's ARN; `arn:aws:elasticloadbalancing:<region>:<account>:loadbalancer/<name>` of a classic one. */
export const loadBalancer = z.strictObject({
  name: z.string(),
  type: z.enum(["application", "network", "gateway", "classic"]),
  /** `internet-facing` or `internal`; null for a gateway load balancer. */
  scheme: z.string().nullable(),
  vpcId: z.string().nullable(),
  subnetIds: z.array(z.string()),
  securityGroupIds: z.array(z.string()),
  dnsName: z.string().nullable(),
  listeners: z.array(
    z.strictObject({
      port: z.int().nullable(),
      protocol: z.string(),
      hasCertificate: z.boolean(),
      /** The predefined TLS policy of a new one, the names of all policies of a classic one. */
      policies: z.array(z.string()),
    }),
  ),
  /** Instances registered with a classic one; the others have target groups. */
  instanceIds: z.array(z.string()),
});

/** Resource id: the target group's ARN. */
export const targetGroup = z.strictObject({
  name: z.string(),
  /** `instance`, `ip`, `lambda` or `alb`: what the targets' ids are. */
  targetType: z.string(),
  port: z.int().nullable(),
  protocol: z.string().nullable(),
  vpcId: z.string().nullable(),
  loadBalancerArns: z.array(z.string()),
  targets: z.array(z.strictObject({ id: z.string(), port: z.int().nullable() })),
});
