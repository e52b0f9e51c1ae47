import { Dice } from "../model/dice.ts";
import { encodeAccessKey } from "./access-keys.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const collectorSuffix = "POSTERNC";

/** The collector's own key, in the management account. */
export function collectorCredentials(managementId: string): Credentials {
  return {
    accessKeyId: encodeAccessKey("AKIA", managementId, collectorSuffix),
    secretAccessKey: "simulated-secret-of-the-collector",
  };
}

/** Who holds which temporary key, so that refusals name the real principal. */
export class Sessions {
  readonly #principals = new Map<string, string>();

  open(accountId: string, roleName: string, sessionName: string): Credentials {
    // One key per role and session name: the map stays as small as the organization.
    const key = new Dice(`${accountId}/${roleName}/${sessionName}`).letters(8);
    const accessKeyId = encodeAccessKey("ASIA", accountId, key);
    this.#principals.set(accessKeyId, `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`);
    return { accessKeyId, secretAccessKey: `simulated-secret-${key}` };
  }

  principalOf(accessKeyId: string, accountId: string): string {
    return this.#principals.get(accessKeyId) ?? `arn:aws:iam::${accountId}:user/postern-collector`;
  }
}
