import type { Control } from "../define.ts";
import { accessKeyAge90d } from "./access-key-age-90d.ts";
import { iamNoFullAdmin } from "./iam-no-full-admin.ts";
import { iamUserDormant90d } from "./iam-user-dormant-90d.ts";
import { iamUserMfa } from "./iam-user-mfa.ts";
import { rootHardwareMfa } from "./root-hardware-mfa.ts";
import { rootNoKeys } from "./root-no-keys.ts";
import { trustExternalGuarded } from "./trust-external-guarded.ts";

/** The chapter "identity" of the catalogue in its order, one line a control. */
export const identityControls: readonly Control[] = [
  iamUserMfa,
  iamNoFullAdmin,
  rootHardwareMfa,
  rootNoKeys,
  accessKeyAge90d,
  iamUserDormant90d,
  trustExternalGuarded,
];
