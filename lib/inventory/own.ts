import { z } from "zod";
import { attestation, exception } from "./exceptions.ts";
import { severities } from "./findings.ts";
import { bucketObjectLock } from "./s3.ts";

/**
 * What Postern itself knows and no account tells: put beside the collected facts when an account is judged,
 * never stored among them.
 */

const instant = z.iso.datetime();

/** What the operator set. Resource id: `settings`. */
export const settings = z.strictObject({
  /** Tag keys that every resource must carry; empty where there is no tag standard. */
  requiredTags: z.array(z.string()),
  /** Days within which what newly fails is to be closed. */
  driftSlaDays: z.record(z.enum(severities), z.number().nullable()),
});
export type Settings = z.infer<typeof settings>;

/** An exception that is in force, or ended while findings it covered are still open. Resource id: `exception/<id>`. */
export const recordedException = exception.extend({
  /** Findings of its control and scope that are open now and held by no exception. */
  openFindings: z.int(),
});

/** The attestations in force. Resource id: `attestation/<id>`. */
export const recordedAttestation = attestation;

/** One of our findings that opened after its control was first judged in the account. Resource id: its key. */
export const drift = z.strictObject({
  controlId: z.string(),
  resourceId: z.string(),
  region: z.string(),
  severity: z.enum(severities),
  openedAt: instant,
});

/** What was seen of the account's inputs. Resource id: `account/<account id>`. */
export const evidenceState = z.strictObject({
  /** (kind, Region) pairs that controls rest on. */
  expected: z.int(),
  /** Those not completely seen within 24 h, sorted by kind and Region. */
  lacking: z.array(
    z.strictObject({ kind: z.string(), region: z.string(), state: z.string(), seenAt: instant.nullable() }),
  ),
});

/** A threat of the last days, whether or not it counts for the mean time to detect. Resource id: its uid. */
export const threat = z.strictObject({
  /** The detector, and its own id of the finding. */
  source: z.string(),
  key: z.string(),
  /** GuardDuty's type, or the first of ASFF's: `Backdoor:EC2/C&CActivity.B!DNS`, `TTPs/Discovery/…`. */
  type: z.string(),
  sample: z.boolean(),
  severity: z.enum(severities),
  createdAt: instant,
  firstObservedAt: instant.nullable(),
});

/** A resource that somebody outside the zone of trust can reach, by Access Analyzer. Resource id: the resource's. */
export const externalAccess = z.strictObject({
  region: z.string(),
  resourceType: z.string(),
  /** How many findings of the analyzers say so, and what the first of them says. */
  findings: z.int(),
  title: z.string(),
});

/**
 * Object Lock of a bucket that the account's trails deliver to, as seen in the member account that owns it; none
 * where that is no account that was completely seen. Resource id: the bucket's ARN.
 */
export const logBucket = z.strictObject({
  name: z.string(),
  ownerId: z.string(),
  lock: bucketObjectLock,
});
