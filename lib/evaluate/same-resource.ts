import type { PairSubject } from "#lib/controls/detector-pairs.ts";

/** What a detector or a control of ours says it speaks of. */
export interface Spoken {
  readonly region: string;
  readonly resourceId: string;
}

/** An account as Security Hub (`AWS::::Account:…`), IAM (its root) and we name it. */
const account = /^(?:AWS::::Account:|account\/|arn:[\w-]+:iam::)?(?<id>\d{12})(?::root)?$/;
const ownRegion = /^region\/(?<name>[\w-]+)$/;
/** Names of buckets are unique in all of AWS; some detectors leave the partition out, or all but the name. */
const bucket = /^(?:arn:[\w-]*:)?s3:::(?<name>[^/]+)$/;

/**
 * The same text for the same subject, whichever of its names it was given; null where the name is not of such a
 * subject. A detector names the account where a Region of it is meant, and says which Region besides.
 */
export function subjectKey({ region, resourceId }: Spoken, subject: PairSubject): string | null {
  const accountId = account.exec(resourceId)?.groups?.["id"];
  if (subject === "account") return accountId === undefined ? null : `account/${accountId}`;
  if (subject === "region") {
    const name = ownRegion.exec(resourceId)?.groups?.["name"];
    return name !== undefined ? `region/${name}` : accountId === undefined ? null : `region/${region}`;
  }
  const name = bucket.exec(resourceId)?.groups?.["name"];
  return name === undefined ? resourceId : `s3:::${name}`;
}

/** Whether both speak of the same subject of one account. */
export function sameResource(ours: Spoken, theirs: Spoken, subject: PairSubject): boolean {
  const key = subjectKey(ours, subject);
  return key !== null && key === subjectKey(theirs, subject);
}

/** Every name under which a detector may speak of a subject of ours, as far as it is known: to look it up. */
export function detectorNames(ours: Spoken, accountId: string, subject: PairSubject): readonly string[] {
  if (subject === "resource") {
    const name = bucket.exec(ours.resourceId)?.groups?.["name"];
    return name === undefined
      ? [ours.resourceId]
      : [...new Set([ours.resourceId, `arn:aws:s3:::${name}`, `s3:::${name}`])];
  }
  return [`AWS::::Account:${accountId}`, accountId, `arn:aws:iam::${accountId}:root`];
}
