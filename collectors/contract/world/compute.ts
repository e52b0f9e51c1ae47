import { CreateLaunchTemplateCommand, EC2Client, type RequestLaunchTemplateData } from "@aws-sdk/client-ec2";
import { CreateRepositoryCommand, ECRClient } from "@aws-sdk/client-ecr";
import {
  CreateClusterCommand as CreateEcsClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import { CreateClusterCommand, EKSClient } from "@aws-sdk/client-eks";
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { given, type Place } from "./place.ts";

export interface ComputeIds {
  /** The launch template that is `legacy`. */
  readonly legacyTemplateId: string;
}

const role = ({ accountId }: Place, name: string) => `arn:aws:iam::${accountId}:role/${name}`;

/** Of each kind of compute one as it should be and one that is `legacy`. */
export async function buildCompute(place: Place, subnetId: string): Promise<ComputeIds> {
  await buildFunctions(place);
  await buildTasks(place);
  await new ECRClient(place).send(
    new CreateRepositoryCommand({
      repositoryName: "images",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
    }),
  );
  for (const name of ["inner", "legacy"])
    await new EKSClient(place).send(
      new CreateClusterCommand({
        name,
        roleArn: role(place, "app"),
        resourcesVpcConfig: {
          subnetIds: [subnetId],
          endpointPublicAccess: name === "legacy",
          endpointPrivateAccess: true,
        },
      }),
    );
  return buildTemplates(place);
}

async function buildFunctions(place: Place): Promise<void> {
  const client = new LambdaClient(place);
  const Code = { ZipFile: Buffer.from("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "base64") };
  const make = (FunctionName: string, roleName: string, Variables: Record<string, string>) =>
    client.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: role(place, roleName),
        Runtime: "python3.13",
        Handler: "index.handler",
        Code,
        Environment: { Variables },
      }),
    );
  await make("orders", "orders-function", { TABLE: "orders" });
  await make("legacy", "legacy-function", { DB_PASSWORD: "sw0rdfish" });
  await client.send(
    new AddPermissionCommand({
      FunctionName: "legacy",
      StatementId: "everybody",
      Action: "lambda:InvokeFunction",
      Principal: "*",
    }),
  );
}

/** A definition is in use by its service, though none of its tasks runs. */
async function buildTasks(place: Place): Promise<void> {
  const client = new ECSClient(place);
  await client.send(new CreateEcsClusterCommand({ clusterName: "main" }));
  const serve = async (family: string, taskRoleArn: string | undefined, container: object) => {
    const made = await client.send(
      new RegisterTaskDefinitionCommand({
        family,
        taskRoleArn,
        containerDefinitions: [{ name: "app", image: `${family}:1`, memory: 512, ...container }],
      }),
    );
    const taskDefinition = given(made.taskDefinition?.taskDefinitionArn, "taskDefinitionArn");
    await client.send(
      new CreateServiceCommand({ cluster: "main", serviceName: family, taskDefinition, desiredCount: 0 }),
    );
  };
  await serve("orders", role(place, "app"), { environment: [{ name: "TABLE", value: "orders" }] });
  await serve("legacy", undefined, {
    privileged: true,
    environment: [{ name: "API_TOKEN", value: "sw0rdfish" }],
  });
}

async function buildTemplates(place: Place): Promise<ComputeIds> {
  const client = new EC2Client(place);
  const make = async (LaunchTemplateName: string, LaunchTemplateData: RequestLaunchTemplateData) => {
    const made = await client.send(
      new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData }),
    );
    return given(made.LaunchTemplate?.LaunchTemplateId, "LaunchTemplateId");
  };
  await make("web", { MetadataOptions: { HttpEndpoint: "enabled", HttpTokens: "required" } });
  // In two parts, so that nobody takes it for a key that leaked.
  const script = `#!/bin/bash\nexport AWS_ACCESS_KEY_ID=AKIA${"QWERTYUIOPASDFGH"}\n`;
  const legacyTemplateId = await make("legacy", {
    MetadataOptions: { HttpEndpoint: "enabled", HttpTokens: "optional" },
    UserData: Buffer.from(script).toString("base64"),
  });
  return { legacyTemplateId };
}
