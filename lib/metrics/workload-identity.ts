import { isSearched, staticKeyPlaces } from "#lib/controls/workload/secret-sightings.ts";
import type { Fact } from "#lib/inventory/kinds.ts";
import type { SecretSighting } from "#lib/inventory/secret.ts";
import type { MeasureInput } from "./measurement.ts";

/** What a workload acts through, and the sentence that says why. */
export type WorkloadIdentity =
  | {
      readonly class: "role" | "static-key" | "none" | "inherits-host";
      readonly roleArn: string | null;
      readonly evidence: string;
    }
  | {
      readonly class: "unknown";
      /** As it is counted: `profileUnseen`, `definitionUnseen`, `podsInvisible` or `secretsUnsearched`. */
      readonly reason: string;
      readonly roleArn: string | null;
      readonly evidence: string;
    };

export function withoutRole(evidence: string): WorkloadIdentity {
  return { class: "none", roleArn: null, evidence };
}

/**
 * The identity with what was found in the workload's text: an access key outweighs whatever else it has. A role alone
 * counts only where all of the text could be searched.
 */
export function withSightings(
  identity: WorkloadIdentity,
  secrets: readonly SecretSighting[],
  where: string,
): WorkloadIdentity {
  const { roleArn } = identity;
  const places = staticKeyPlaces(secrets);
  if (places.length > 0)
    return {
      class: "static-key",
      roleArn,
      evidence: `A static access key stands in ${where}: ${places.join(", ")}.`,
    };
  if (identity.class !== "role" || isSearched(secrets)) return identity;
  return {
    class: "unknown",
    reason: "secretsUnsearched",
    roleArn,
    evidence: `It has a role, and not all of ${where} could be searched for access keys.`,
  };
}

const fromTemplate = "aws:ec2launchtemplate:";

/** The launch template an instance was made from, by the tags that EC2 gives it, where its version is the one seen. */
export function launchedWith(
  input: MeasureInput,
  instance: Fact<"ec2.instance">,
): Fact<"ec2.launch-template"> | undefined {
  const tags = input.one("tag.resource", instance.resourceId)?.payload.tags ?? [];
  const tagged = (key: string) => tags.find((tag) => tag.key === `${fromTemplate}${key}`)?.value;
  const id = tagged("id");
  if (id === undefined) return undefined;
  const arn = instance.resourceId.replace(/instance\/.*$/, `launch-template/${id}`);
  const template = input.one("ec2.launch-template", arn);
  return String(template?.payload.version) === tagged("version") ? template : undefined;
}
