import type { Control } from "../define.ts";
import { aaExternalClean } from "./aa-external-clean.ts";
import { aaExternalEnabled } from "./aa-external-enabled.ts";
import { aaUnusedEnabled } from "./aa-unused-enabled.ts";
import { accessKeyAge90d } from "./access-key-age-90d.ts";
import { boundaryDelegatedAdmin } from "./boundary-delegated-admin.ts";
import { breakGlassAlert } from "./break-glass-alert.ts";
import { iamNoFullAdmin } from "./iam-no-full-admin.ts";
import { iamNoInline } from "./iam-no-inline.ts";
import { iamNoServiceWildcard } from "./iam-no-service-wildcard.ts";
import { iamNoUserPolicies } from "./iam-no-user-policies.ts";
import { iamRiskyEventAlert } from "./iam-risky-event-alert.ts";
import { iamRoleUnused90d } from "./iam-role-unused-90d.ts";
import { iamUserDormant90d } from "./iam-user-dormant-90d.ts";
import { iamUserMfa } from "./iam-user-mfa.ts";
import { idcEnabled } from "./idc-enabled.ts";
import { idcExternalIdpMfa } from "./idc-external-idp-mfa.ts";
import { idcSession8h } from "./idc-session-8h.ts";
import { permissionUtilization } from "./permission-utilization.ts";
import { resourcePolicyNoPublic } from "./resource-policy-no-public.ts";
import { rootCentralized } from "./root-centralized.ts";
import { rootHardwareMfa } from "./root-hardware-mfa.ts";
import { rootNoKeys } from "./root-no-keys.ts";
import { rootUnused90d } from "./root-unused-90d.ts";
import { separationOfDuties } from "./separation-of-duties.ts";
import { slrReviewed } from "./slr-reviewed.ts";
import { trustExternalGuarded } from "./trust-external-guarded.ts";
import { trustOidcSub } from "./trust-oidc-sub.ts";

/** The chapter "identity" of the catalogue in its order, one line a control. */
export const identityControls: readonly Control[] = [
  iamUserMfa,
  iamNoFullAdmin,
  iamNoServiceWildcard,
  iamNoUserPolicies,
  iamNoInline,
  rootHardwareMfa,
  rootNoKeys,
  rootUnused90d,
  rootCentralized,
  accessKeyAge90d,
  iamUserDormant90d,
  iamRoleUnused90d,
  permissionUtilization,
  aaExternalEnabled,
  aaUnusedEnabled,
  aaExternalClean,
  resourcePolicyNoPublic,
  trustExternalGuarded,
  trustOidcSub,
  boundaryDelegatedAdmin,
  separationOfDuties,
  slrReviewed,
  idcEnabled,
  idcExternalIdpMfa,
  idcSession8h,
  breakGlassAlert,
  iamRiskyEventAlert,
];
