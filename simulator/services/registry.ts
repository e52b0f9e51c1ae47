import type { Service } from "../runtime/service.ts";
import type { Sessions } from "../runtime/sessions.ts";
import { ec2 } from "./ec2.ts";
import { guardduty } from "./guardduty.ts";
import { iam } from "./iam.ts";
import { organizations } from "./organizations.ts";
import { s3 } from "./s3.ts";
import { securityhub } from "./securityhub.ts";
import { makeSts } from "./sts.ts";

/** Every service the simulator answers for; of two that sign with one name, the one with `claims` comes first. */
export function makeServices(sessions: Sessions): readonly Service[] {
  return [
    // one line a service
    makeSts(sessions),
    organizations,
    iam,
    ec2,
    s3,
    securityhub,
    guardduty,
  ];
}
