import type { Control } from "../define.ts";
import { ec2Imdsv2 } from "./ec2-imdsv2.ts";
import { ec2InstanceRole } from "./ec2-instance-role.ts";

/** The chapter "workload" of the catalogue in its order, one line a control. */
export const workloadControls: readonly Control[] = [ec2InstanceRole, ec2Imdsv2];
