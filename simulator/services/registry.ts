import type { Service } from "../runtime/service.ts";
import type { Sessions } from "../runtime/sessions.ts";
import { ec2 } from "./ec2.ts";
import { guardduty } from "./guardduty.ts";
import { iam } from "./iam.ts";
import { organizations } from "./organizations.ts";
import { s3 } from "./s3.ts";
import { securityhub } from "./securityhub.ts";
import { makeSts } from "./sts.ts";

/** Every service the simulator answers for, by the name in the credential scope. */
export function makeServices(sessions: Sessions): ReadonlyMap<string, Service> {
  const services = [makeSts(sessions), organizations, iam, ec2, s3, securityhub, guardduty];
  return new Map(services.map((service) => [service.name, service]));
}
