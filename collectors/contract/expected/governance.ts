import { arnsOf, type Chapter, none, oneFails, onePasses } from "./chapter.ts";

export const governance: Chapter = {
  emptyAccount: {
    // Judged in the management account.
    "org-all-features": none,
    "guardrail-weakening-alert": none,
    // Nobody granted an exception.
    "exceptions-valid": none,
    "scp-guardrails": oneFails,
    "scp-region-limit": oneFails,
    "security-contact": oneFails,
    // There is no tag standard: two VPCs and nine subnets
    "required-tags": [0, 0, 0, 11],
    // What a first collection finds did not drift.
    "drift-sla": onePasses,
    // By what moto lacks.
    "collection-coverage": oneFails,
  },
  // The unit above it limits Regions; the account's own policy keeps it in the organization, which is not enough.
  sandbox: { "scp-region-limit": onePasses },
  // The guardrails are on the unit above its own; and on that of the security account.
  security: {
    "scp-guardrails": onePasses,
    // and the bucket
    "required-tags": [0, 0, 0, 12],
  },
  production: {
    "scp-guardrails": onePasses,
    "security-contact": onePasses,
    // three instances, three VPCs, ten subnets, four buckets; two each of functions, databases, queues, secrets and
    // repositories; a topic
    "required-tags": [0, 0, 0, 31],
  },
  management: {
    "org-all-features": onePasses,
    "guardrail-weakening-alert": onePasses,
    // No SCP binds it.
    "scp-guardrails": [0, 0, 0, 1],
    "scp-region-limit": [0, 0, 0, 1],
  },
  findings: (world) => {
    const { account, whole } = arnsOf(world);
    return { "scp-region-limit": [`global ${account}`], "collection-coverage": [whole] };
  },
};
