import type { Service } from "../runtime/service.ts";
import type { Sessions } from "../runtime/sessions.ts";
import { ec2 } from "./ec2.ts";
import { iam } from "./iam.ts";
import { organizations } from "./organizations.ts";
import { makeSts } from "./sts.ts";

/** Every service the simulator answers for, by the name in the credential scope. */
export function makeServices(sessions: Sessions): ReadonlyMap<string, Service> {
  const services = [makeSts(sessions), organizations, iam, ec2];
  return new Map(services.map((service) => [service.name, service]));
}
