import type { Control } from "../define.ts";
import { ec2Imdsv2 } from "./ec2-imdsv2.ts";
import { ec2InstanceRole } from "./ec2-instance-role.ts";
import { ec2Patched } from "./ec2-patched.ts";
import { ec2SsmManaged } from "./ec2-ssm-managed.ts";
import { ecrImmutableTags } from "./ecr-immutable-tags.ts";
import { ecrScan } from "./ecr-scan.ts";
import { ecsEnvNoSecrets } from "./ecs-env-no-secrets.ts";
import { ecsTaskRole } from "./ecs-task-role.ts";
import { ecsUnprivileged } from "./ecs-unprivileged.ts";
import { eksEndpointPrivate } from "./eks-endpoint-private.ts";
import { eksPodIdentity } from "./eks-pod-identity.ts";
import { imdsAccountDefault } from "./imds-account-default.ts";
import { lambdaEnvNoSecrets } from "./lambda-env-no-secrets.ts";
import { lambdaRoleScoped } from "./lambda-role-scoped.ts";
import { lambdaUrlAuth } from "./lambda-url-auth.ts";
import { ltImdsv2 } from "./lt-imdsv2.ts";
import { workloadNoStaticKeys } from "./workload-no-static-keys.ts";

/** The chapter "workload" of the catalogue in its order, one line a control. */
export const workloadControls: readonly Control[] = [
  ec2InstanceRole,
  workloadNoStaticKeys,
  ec2Imdsv2,
  ltImdsv2,
  imdsAccountDefault,
  ec2SsmManaged,
  ec2Patched,
  lambdaEnvNoSecrets,
  lambdaRoleScoped,
  lambdaUrlAuth,
  ecsTaskRole,
  ecsEnvNoSecrets,
  ecsUnprivileged,
  ecrScan,
  ecrImmutableTags,
  eksPodIdentity,
  eksEndpointPrivate,
];
