import { buckets } from "../world/storage.ts";
import { arnsOf, type Chapter, none, oneFails, onePasses, oneUnknown, twoUnknown } from "./chapter.ts";

export const identity: Chapter = {
  // OrganizationAccountAccessRole is all there is, without a policy: Organizations makes it in every member.
  emptyAccount: {
    "iam-user-mfa": none,
    "iam-no-full-admin": none,
    "iam-no-service-wildcard": none,
    "iam-no-user-policies": none,
    "iam-no-inline": onePasses,
    // Root has a password and no MFA.
    "root-hardware-mfa": oneFails,
    "root-no-keys": onePasses,
    // moto's credential report has no row for root.
    "root-unused-90d": oneUnknown,
    // Who has no subject cannot be told while what is judged was not seen: one, in members too.
    "root-centralized": oneUnknown,
    "access-key-age-90d": none,
    "iam-user-dormant-90d": none,
    // Made today.
    "iam-role-unused-90d": onePasses,
    // The role, without its last-accessed report.
    "permission-utilization": oneUnknown,
    "aa-external-enabled": twoUnknown,
    "aa-unused-enabled": oneUnknown,
    "aa-external-clean": oneUnknown,
    "resource-policy-no-public": none,
    // It trusts the management account, which is not outside.
    "trust-external-guarded": [0, 0, 0, 1],
    "trust-oidc-sub": [0, 0, 0, 1],
    // It may do nothing: neither change who may do what nor switch anything off.
    "boundary-delegated-admin": [0, 0, 0, 1],
    "separation-of-duties": onePasses,
    // No service-linked role.
    "slr-reviewed": [0, 0, 0, 1],
    // Judged in the management account.
    "idc-enabled": none,
    "idc-external-idp-mfa": none,
    "idc-session-8h": none,
    // No rule of EventBridge in us-east-1.
    "break-glass-alert": oneFails,
    "iam-risky-event-alert": oneFails,
  },
  management: {
    // Nobody made a role there.
    "iam-no-inline": none,
    "iam-role-unused-90d": none,
    "permission-utilization": none,
    "trust-external-guarded": none,
    "trust-oidc-sub": none,
    "boundary-delegated-admin": none,
    "separation-of-duties": none,
    // moto's instance is ACTIVE and the account's own; nobody attested MFA.
    "idc-enabled": onePasses,
    "idc-external-idp-mfa": oneUnknown,
    // Readers; Administrators
    "idc-session-8h": [1, 1, 0, 0],
  },
  // Roles: app, vendor-guarded, vendor-open, pipeline, pipeline-open, orders-function, legacy-function, the
  // service-linked one and OrganizationAccountAccessRole; users: alice, bob, ci.
  production: {
    // alice; bob, ci
    "iam-user-mfa": [1, 2, 0, 0],
    // two inline policies, AmazonS3ReadOnlyAccess, delegate; everything; spare-everything and bounds, a boundary only
    "iam-no-full-admin": [4, 1, 0, 2],
    // of the customer managed: delegate; everything; spare-everything, bounds
    "iam-no-service-wildcard": [1, 1, 0, 2],
    // ci; alice has an inline policy, bob an attached one
    "iam-no-user-policies": [1, 2, 0, 0],
    // eight roles; the group developers; the service-linked role
    "iam-no-inline": [8, 1, 0, 1],
    // bob's key is of today; alice has none and that of ci is inactive
    "access-key-age-90d": [1, 0, 0, 2],
    // all three were created today
    "iam-user-dormant-90d": [3, 0, 0, 0],
    // all of today; the service-linked role
    "iam-role-unused-90d": [8, 0, 0, 1],
    // nine roles and three users without a report
    "permission-utilization": [0, 0, 12, 0],
    // Buckets: tls and europe; open; bare has no policy. Queues: drop is open, orders has none. The topic's policy
    // holds all but its owner back. Keys: one of each. Functions: legacy is open, orders has none. Two secrets, two
    // repositories and the REST API have none.
    "resource-policy-no-public": [4, 4, 0, 8],
    // vendor-guarded; vendor-open; the other seven trust services, tokens or the organization
    "trust-external-guarded": [1, 1, 0, 7],
    // pipeline; pipeline-open; seven that trust no tokens
    "trust-oidc-sub": [1, 1, 0, 7],
    // pipeline may create roles within bounds; bob and legacy-function may do everything, without; the other
    // seven roles, alice and ci may change nobody's rights
    "boundary-delegated-admin": [1, 2, 0, 9],
    // The guardrails leave bob and legacy-function guardduty:UpdateDetector; the service-linked role
    "separation-of-duties": [9, 2, 0, 1],
    // There is a service-linked role, and nobody attested its review.
    "slr-reviewed": oneUnknown,
    // The rule root-sign-in has a topic; new-keys has no target.
    "break-glass-alert": onePasses,
  },
  // The bucket of the trail has no policy.
  security: { "resource-policy-no-public": [0, 0, 0, 1] },
  findings: (world) => {
    const { iam, bucket, regional, whole } = arnsOf(world);
    return {
      "iam-user-mfa": [iam("user/bob"), iam("user/ci")],
      "iam-no-full-admin": [iam("policy/everything")],
      "iam-no-service-wildcard": [iam("policy/everything")],
      "iam-no-user-policies": [iam("user/alice"), iam("user/bob")],
      "iam-no-inline": [iam("group/developers")],
      "root-hardware-mfa": [iam("root")],
      "resource-policy-no-public": [
        bucket(buckets.open),
        `us-east-1 ${world.stores.openKeyArn}`,
        regional("lambda")("function:legacy"),
        regional("sqs")("drop"),
      ],
      "trust-external-guarded": [iam("role/vendor-open")],
      "trust-oidc-sub": [iam("role/pipeline-open")],
      "boundary-delegated-admin": [iam("role/legacy-function"), iam("user/bob")],
      "separation-of-duties": [iam("role/legacy-function"), iam("user/bob")],
      "iam-risky-event-alert": [whole],
    };
  },
};
