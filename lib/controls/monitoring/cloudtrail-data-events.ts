import { defineControl, fail, pass } from "../define.ts";
import { cis, nist80053Ours, securityHub, tenet } from "../frameworks.ts";
import { lines } from "../placeholders.ts";
import { accountSubject } from "../subjects.ts";
import { trailFragment, trailsOf } from "./trails.ts";

/**
 * Trails that log in all Regions, of the account or of the Organization, keep reads and writes of the objects
 * of every bucket; one trail may keep the reads and another the writes.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-22
 */
export const cloudtrailDataEvents = defineControl({
  id: "cloudtrail-data-events",
  title: "S3 data events",
  version: 1,
  severity: "medium",
  pillar: "visibility",
  phase: 4,
  subject: "ec2.region",
  reads: ["cloudtrail.trail"],
  mappings: [
    ...securityHub("S3.22", "S3.23"),
    ...cis({ v14: ["3.10", "3.11"], v30: ["3.8", "3.9"], v50: ["3.8", "3.9"] }),
    ...nist80053Ours("AU-12"),
    ...tenet("T7"),
  ],
  rationale:
    "Management events tell who changed a bucket, not who read what is in it. After a leak the first question is " +
    "which objects were taken, and only data events answer it.",
  remediation: {
    summary:
      "Add the objects of all buckets to the Organization's trail. It costs by the event: leave out the bucket that " +
      "receives the logs only by a selector of its own, which this control counts as a gap to accept.",
    cli: lines(
      "cat > selectors.json <<'EOF'",
      '[{"Name":"Management","FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]},',
      ' {"Name":"Objects","FieldSelectors":[{"Field":"eventCategory","Equals":["Data"]},',
      '  {"Field":"resources.type","Equals":["AWS::S3::Object"]}]}]',
      "EOF",
      "aws cloudtrail put-event-selectors --trail-name=TRAIL --advanced-event-selectors=file://selectors.json",
    ),
    terraform: lines(
      'resource "aws_cloudtrail" "organization" {',
      '  name           = "organization"',
      "  s3_bucket_name = aws_s3_bucket.logs.id",
      "  advanced_event_selector {",
      '    name = "Management"',
      "    field_selector {",
      '      field  = "eventCategory"',
      '      equals = ["Management"]',
      "    }",
      "  }",
      "  advanced_event_selector {",
      '    name = "Objects"',
      "    field_selector {",
      '      field  = "eventCategory"',
      '      equals = ["Data"]',
      "    }",
      "    field_selector {",
      '      field  = "resources.type"',
      '      equals = ["AWS::S3::Object"]',
      "    }",
      "  }",
      "}",
    ),
    verify: "aws cloudtrail get-event-selectors --trail-name=TRAIL",
  },
  runbook: "data-exfiltration",
  subjects: (_, at) => accountSubject(at, null),
  evaluate: (_, facts, at) => {
    const { trails, notFound } = trailsOf(facts, at);
    const all = trails.map(({ payload }) => payload);
    const recording = all.filter((trail) => trail.logging && trail.multiRegion);
    const reads = recording.find((trail) => trail.s3DataEvents.read === "all");
    const writes = recording.find((trail) => trail.s3DataEvents.write === "all");
    if (reads !== undefined && writes !== undefined) {
      const both = reads === writes || writes.s3DataEvents.read === "all" ? [writes] : [reads, writes];
      const names = both.map((trail) => trail.name).join(" and ");
      return pass(
        `Reads and writes of every object in S3 are recorded by ${names}.`,
        ...both.map(trailFragment),
      );
    }
    notFound();
    const lacking = [...(reads === undefined ? ["reads"] : []), ...(writes === undefined ? ["writes"] : [])];
    return fail(
      `No trail that logs in all Regions records ${lacking.join(" and ")} of every object in S3.`,
      ...all.map(trailFragment),
    );
  },
});
