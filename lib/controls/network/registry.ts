import type { Control } from "../define.ts";
import { dbNotPublic } from "./db-not-public.ts";
import { ec2Private } from "./ec2-private.ts";
import { exposureLbNatOnly } from "./exposure-lb-nat-only.ts";
import { naclNoOpenAdmin } from "./nacl-no-open-admin.ts";
import { privatelinkScoped } from "./privatelink-scoped.ts";
import { sgDefaultClosed } from "./sg-default-closed.ts";
import { sgEgressRestricted } from "./sg-egress-restricted.ts";
import { sgNoOpenAdmin } from "./sg-no-open-admin.ts";
import { subnetPrivate } from "./subnet-private.ts";
import { vpcBpa } from "./vpc-bpa.ts";
import { vpcFlowLogs } from "./vpc-flow-logs.ts";
import { vpceCore } from "./vpce-core.ts";
import { vpcePolicyScoped } from "./vpce-policy-scoped.ts";

/** The chapter "network" of the catalogue in its order, one line a control. */
export const networkControls: readonly Control[] = [
  sgNoOpenAdmin,
  exposureLbNatOnly,
  sgDefaultClosed,
  sgEgressRestricted,
  naclNoOpenAdmin,
  ec2Private,
  subnetPrivate,
  vpcFlowLogs,
  vpceCore,
  vpcePolicyScoped,
  privatelinkScoped,
  vpcBpa,
  dbNotPublic,
];
