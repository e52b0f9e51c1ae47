import { z } from "zod";

/** An analyzer of one account. Resource id: its ARN. */
export const analyzer = z.strictObject({
  arn: z.string(),
  name: z.string(),
  /** `ACCOUNT`, `ACCOUNT_UNUSED_ACCESS`, `ORGANIZATION`, …: its zone of trust and what it looks for. */
  type: z.string(),
  /** It finds something only while `ACTIVE`. */
  status: z.string(),
  /** Days without use after which access counts as unused; null for analyzers of other access. */
  unusedAccessAgeDays: z.int().nullable(),
});

/** An analyzer whose zone of trust is the Organization; it speaks for every account. Resource id: its ARN. */
export const organizationAnalyzer = analyzer.extend({ region: z.string() });
