import { arnsOf, type Chapter, none, oneEach, twoUnknown } from "./chapter.ts";

export const workload: Chapter = {
  emptyAccount: {
    "ec2-instance-role": none,
    "workload-no-static-keys": none,
    "ec2-imdsv2": none,
    "lt-imdsv2": none,
    "imds-account-default": twoUnknown,
    "ec2-ssm-managed": twoUnknown,
    "ec2-patched": twoUnknown,
    "lambda-env-no-secrets": none,
    "lambda-role-scoped": none,
    // Without functions there is nothing to ask moto for.
    "lambda-url-auth": none,
    "ecs-task-role": none,
    "ecs-env-no-secrets": none,
    "ecs-unprivileged": none,
    "ecr-scan": none,
    "ecr-immutable-tags": none,
    "eks-pod-identity": none,
    "eks-endpoint-private": none,
  },
  production: {
    // web; legacy, and the wanderer in eu-west-1
    "ec2-instance-role": [1, 2, 0, 0],
    "ec2-imdsv2": [1, 2, 0, 0],
    // two functions (a password is no key), two task definitions, the template web; the template legacy
    "workload-no-static-keys": [5, 1, 0, 0],
    "lt-imdsv2": oneEach,
    // the three instances, which moto's Systems Manager cannot tell of
    "ec2-ssm-managed": [0, 0, 3, 0],
    "lambda-env-no-secrets": oneEach,
    // both have roles of their own; that of legacy has the policy everything
    "lambda-role-scoped": oneEach,
    // Which URLs the functions in us-east-1 have is not known.
    "lambda-url-auth": [0, 0, 1, 0],
    "ecs-task-role": oneEach,
    "ecs-env-no-secrets": oneEach,
    "ecs-unprivileged": oneEach,
    // images; orders
    "ecr-scan": oneEach,
    "ecr-immutable-tags": oneEach,
    // the two clusters, without their associations
    "eks-pod-identity": [0, 0, 2, 0],
    "eks-endpoint-private": oneEach,
  },
  findings: (world) => {
    const { ec2, regional } = arnsOf(world);
    const instances = [
      ec2(`instance/${world.network.legacy}`),
      ec2(`instance/${world.edges.wanderer}`, "eu-west-1"),
    ];
    const template = ec2(`launch-template/${world.compute.legacyTemplateId}`);
    const lambda = regional("lambda")("function:legacy");
    const definition = regional("ecs")("task-definition/legacy:1");
    const repository = regional("ecr")("repository/orders");
    return {
      "ec2-instance-role": instances,
      "ec2-imdsv2": instances,
      "workload-no-static-keys": [template],
      "lt-imdsv2": [template],
      "lambda-env-no-secrets": [lambda],
      "lambda-role-scoped": [lambda],
      "ecs-task-role": [definition],
      "ecs-env-no-secrets": [definition],
      "ecs-unprivileged": [definition],
      "ecr-scan": [repository],
      "ecr-immutable-tags": [repository],
      "eks-endpoint-private": [regional("eks")("cluster/legacy")],
    };
  },
};
