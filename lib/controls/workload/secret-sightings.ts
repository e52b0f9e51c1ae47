import type { Evidence } from "#lib/inventory/findings.ts";
import type { FactKind } from "#lib/inventory/kinds.ts";
import type { SecretSighting } from "#lib/inventory/secret.ts";
import { fragment, Undecidable } from "../define.ts";

type Secrets = readonly SecretSighting[];

const unsearched = "not-scanned";

/** Whether a sighting is of a secret; `not-scanned` says that nobody looked. */
export function isSecret(sighting: SecretSighting): boolean {
  return sighting.type !== unsearched;
}

/**
 * Whether a sighting is of a long-lived access key: its id, or its secret half, which is of no other use. The
 * secret half of a session's credentials is none: AWS ends those by itself.
 */
export function isStaticKey(sighting: SecretSighting, _place: number, all: Secrets): boolean {
  const has = (type: string) => all.some((other) => other.type === type);
  if (sighting.type === "aws-secret-key") return has("aws-access-key") || !has("aws-session-key");
  return sighting.type === "aws-access-key";
}

/** Where text holds long-lived access keys. */
export function staticKeyPlaces(secrets: Secrets): readonly string[] {
  return secrets.filter(isStaticKey).map(({ place }) => place);
}

/** Whether all of the text was searched, so that no sighting means no secret. */
export function isSearched(secrets: Secrets): boolean {
  return secrets.every(isSecret);
}

/**
 * The sightings that count, as evidence: what and where, never the hash, from which a weak password can be
 * guessed. Throws `Undecidable` where none counts and some of the text was not searched.
 */
export function sightingFragments(
  kind: FactKind,
  secrets: Secrets,
  counts: (sighting: SecretSighting, place: number, all: Secrets) => boolean,
): Evidence["fragments"] {
  const found = secrets.flatMap((sighting, place) =>
    counts(sighting, place, secrets)
      ? [
          fragment(sighting.place, `${kind} secrets[${place}]`, {
            type: sighting.type,
            place: sighting.place,
          }),
        ]
      : [],
  );
  if (found.length === 0 && !isSearched(secrets))
    throw new Undecidable("Not all of a workload's text could be searched for secrets.", kind);
  return found;
}

/** `2 secrets`, `1 secret`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
