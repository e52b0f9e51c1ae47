import {
  arnsOf,
  type Chapter,
  none,
  oneEach,
  oneFails,
  onePasses,
  oneUnknown,
  twoUnknown,
} from "./chapter.ts";

export const monitoring: Chapter = {
  emptyAccount: {
    // moto enables more Regions than the two in scope: a trail may be at home in another.
    "cloudtrail-all-regions": oneUnknown,
    "cloudtrail-data-events": oneUnknown,
    "cloudtrail-validation": none,
    "cloudtrail-immutable": none,
    "cloudtrail-kms": none,
    "guardduty-enabled": [0, 2, 0, 0],
    "guardduty-to-sechub": twoUnknown,
    "sechub-aggregated": twoUnknown,
    "config-enabled": [0, 2, 0, 0],
    "config-cis-pack": twoUnknown,
    // Neither detector is on, so neither found a threat.
    "mttd-target": [0, 0, 0, 1],
  },
  production: {
    // The trail everything delivers to the bucket in Europe, which locks what it keeps.
    "cloudtrail-all-regions": onePasses,
    "cloudtrail-data-events": onePasses,
    "cloudtrail-validation": onePasses,
    "cloudtrail-immutable": onePasses,
    "cloudtrail-kms": oneFails,
    // us-east-1; eu-west-1
    "guardduty-enabled": oneEach,
    // What its detector found moto cannot list.
    "mttd-target": oneUnknown,
  },
  security: {
    // The trail one-region has a key, and nothing else that is asked for.
    "cloudtrail-validation": oneFails,
    "cloudtrail-immutable": oneFails,
    "cloudtrail-kms": onePasses,
    "guardduty-enabled": [2, 0, 0, 0],
    "mttd-target": oneUnknown,
  },
  findings: (world) => {
    const { regional } = arnsOf(world);
    return {
      "cloudtrail-kms": [regional("cloudtrail")("trail/everything")],
      "guardduty-enabled": ["eu-west-1 region/eu-west-1"],
      "config-enabled": ["eu-west-1 region/eu-west-1", "us-east-1 region/us-east-1"],
    };
  },
};
