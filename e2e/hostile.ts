import { mergeFindings } from "#lib/store/findings.ts";
import { createPool } from "#lib/store/pool.ts";

export const hostileTitle = `<img src=x onerror="document.title='owned'"> =HYPERLINK("http://x") \u202Egnp.exe`;
export const hostileResource = "arn:aws:s3:::</script><script>document.title='owned'</script>";

/** A detector that nothing collects from reports what an attacker may name things. */
export async function plantHostileFinding(databaseUrl: string, accountId: string): Promise<void> {
  const pool = createPool(databaseUrl, 1);
  try {
    await mergeFindings(pool, {
      asOf: new Date(),
      findings: [
        {
          source: "macie",
          kind: "sensitive-data",
          accountId,
          region: "us-east-1",
          key: "hostile",
          controlId: null,
          resourceId: hostileResource,
          resourceType: "AwsS3Bucket",
          severity: "low",
          title: hostileTitle,
          evidence: {
            summary: hostileTitle,
            fragments: [{ label: hostileTitle, place: "macie finding", value: { "<b>": hostileResource } }],
          },
          detectedAt: null,
          firstObservedAt: null,
        },
      ],
      resolve: () => ({ by: "none" }),
    });
  } finally {
    await pool.end();
  }
}
