import { z } from "zod";

/** What Inspector scans in an account and Region. Resource id: `region/<region>`. */
export const coverage = z.strictObject({
  /** `ENABLED`, `DISABLED`, `SUSPENDED`, … */
  status: z.string(),
  /** Scan types that are enabled: `ec2`, `ecr`, `lambda`, `lambdaCode`, `codeRepository`, sorted. */
  scans: z.array(z.string()),
  /** Resources by type and status, sorted. */
  resources: z.array(
    z.strictObject({
      resourceType: z.string(),
      scanType: z.string(),
      /** `ACTIVE` or `INACTIVE`. */
      status: z.string(),
      reason: z.string(),
      count: z.int(),
    }),
  ),
});
