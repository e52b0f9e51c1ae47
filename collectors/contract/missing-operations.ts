import {
  AccessAnalyzerClient,
  GetAnalyzerCommand,
  GetFindingV2Command,
  ListAnalyzersCommand,
  ListFindingsV2Command,
} from "@aws-sdk/client-accessanalyzer";
import {
  ConfigServiceClient,
  DescribeConformancePacksCommand,
  SelectAggregateResourceConfigCommand,
} from "@aws-sdk/client-config-service";
import {
  DescribeVpcBlockPublicAccessExclusionsCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  EC2Client,
  GetInstanceMetadataDefaultsCommand,
} from "@aws-sdk/client-ec2";
import {
  DescribePodIdentityAssociationCommand,
  EKSClient,
  ListPodIdentityAssociationsCommand,
} from "@aws-sdk/client-eks";
import {
  DescribeOrganizationConfigurationCommand,
  GetFindingsCommand,
  GuardDutyClient,
  ListFindingsCommand,
  ListMembersCommand,
} from "@aws-sdk/client-guardduty";
import {
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  IAMClient,
  ListOrganizationsFeaturesCommand,
} from "@aws-sdk/client-iam";
import { Inspector2Client, ListCoverageCommand } from "@aws-sdk/client-inspector2";
import { LambdaClient, ListFunctionUrlConfigsCommand } from "@aws-sdk/client-lambda";
import {
  GetFindingAggregatorCommand,
  ListEnabledProductsForImportCommand,
  ListFindingAggregatorsCommand,
  SecurityHubClient,
} from "@aws-sdk/client-securityhub";
import {
  DescribeInstanceInformationCommand,
  DescribeInstancePatchStatesCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { managementPlace } from "./world/place.ts";

interface Lacking {
  /** What moto answers: a path it does not know is 404; an action in the body, and a whole service, its own error. */
  readonly status: 404 | 500;
  call(detectorId: string): Promise<unknown>;
}

const place = { ...managementPlace(), maxAttempts: 1 };
const lacks = (status: 404 | 500, call: Lacking["call"]): Lacking => ({ status, call });

const analyzerArn = "arn:aws:access-analyzer:us-east-1:123456789012:analyzer/one";
const analyzer = () => new AccessAnalyzerClient(place);
const config = () => new ConfigServiceClient(place);
const ec2 = () => new EC2Client(place);
const eks = () => new EKSClient(place);
const guardduty = () => new GuardDutyClient(place);
const hub = () => new SecurityHubClient(place);
const iam = () => new IAMClient(place);
const ssm = () => new SSMClient(place);
const clusterName = "platform";

/** Operations that collectors call and moto 5.2.5 does not serve, with a call of each. */
export const lacking: Readonly<Record<string, Lacking>> = {
  "access-analyzer:GetAnalyzer": lacks(500, () =>
    analyzer().send(new GetAnalyzerCommand({ analyzerName: "one" })),
  ),
  "access-analyzer:GetFindingV2": lacks(500, () =>
    analyzer().send(new GetFindingV2Command({ analyzerArn, id: "an-id" })),
  ),
  "access-analyzer:ListAnalyzers": lacks(500, () => analyzer().send(new ListAnalyzersCommand({}))),
  "access-analyzer:ListFindingsV2": lacks(500, () =>
    analyzer().send(new ListFindingsV2Command({ analyzerArn })),
  ),
  "config:DescribeConformancePacks": lacks(500, () => config().send(new DescribeConformancePacksCommand({}))),
  "config:SelectAggregateResourceConfig": lacks(500, () =>
    config().send(
      new SelectAggregateResourceConfigCommand({
        ConfigurationAggregatorName: "everybody",
        Expression: "SELECT accountId",
      }),
    ),
  ),
  "ec2:DescribeVpcBlockPublicAccessExclusions": lacks(500, () =>
    ec2().send(new DescribeVpcBlockPublicAccessExclusionsCommand({})),
  ),
  "ec2:DescribeVpcBlockPublicAccessOptions": lacks(500, () =>
    ec2().send(new DescribeVpcBlockPublicAccessOptionsCommand({})),
  ),
  "ec2:GetInstanceMetadataDefaults": lacks(500, () => ec2().send(new GetInstanceMetadataDefaultsCommand({}))),
  "eks:DescribePodIdentityAssociation": lacks(404, () =>
    eks().send(new DescribePodIdentityAssociationCommand({ clusterName, associationId: "a-1" })),
  ),
  "eks:ListPodIdentityAssociations": lacks(404, () =>
    eks().send(new ListPodIdentityAssociationsCommand({ clusterName })),
  ),
  "guardduty:DescribeOrganizationConfiguration": lacks(404, (DetectorId) =>
    guardduty().send(new DescribeOrganizationConfigurationCommand({ DetectorId })),
  ),
  "guardduty:GetFindings": lacks(404, (DetectorId) =>
    guardduty().send(new GetFindingsCommand({ DetectorId, FindingIds: ["an-id"] })),
  ),
  "guardduty:ListFindings": lacks(404, (DetectorId) =>
    guardduty().send(new ListFindingsCommand({ DetectorId })),
  ),
  "guardduty:ListMembers": lacks(404, (DetectorId) =>
    guardduty().send(new ListMembersCommand({ DetectorId })),
  ),
  "iam:GenerateServiceLastAccessedDetails": lacks(500, () =>
    iam().send(new GenerateServiceLastAccessedDetailsCommand({ Arn: "arn:aws:iam::123456789012:user/ana" })),
  ),
  "iam:GetServiceLastAccessedDetails": lacks(500, () =>
    iam().send(new GetServiceLastAccessedDetailsCommand({ JobId: "a-job" })),
  ),
  "iam:ListOrganizationsFeatures": lacks(500, () => iam().send(new ListOrganizationsFeaturesCommand({}))),
  "inspector2:ListCoverage": lacks(404, () => new Inspector2Client(place).send(new ListCoverageCommand({}))),
  "lambda:ListFunctionUrlConfigs": lacks(404, () =>
    new LambdaClient(place).send(new ListFunctionUrlConfigsCommand({ FunctionName: "orders" })),
  ),
  "securityhub:GetFindingAggregator": lacks(404, () =>
    hub().send(
      new GetFindingAggregatorCommand({
        FindingAggregatorArn: "arn:aws:securityhub:us-east-1:123456789012:finding-aggregator/home",
      }),
    ),
  ),
  "securityhub:ListEnabledProductsForImport": lacks(404, () =>
    hub().send(new ListEnabledProductsForImportCommand({})),
  ),
  "securityhub:ListFindingAggregators": lacks(404, () => hub().send(new ListFindingAggregatorsCommand({}))),
  "ssm:DescribeInstanceInformation": lacks(500, () => ssm().send(new DescribeInstanceInformationCommand({}))),
  "ssm:DescribeInstancePatchStates": lacks(500, () =>
    ssm().send(new DescribeInstancePatchStatesCommand({ InstanceIds: ["i-1"] })),
  ),
};

/** Operations that moto 5.2.5 serves, but so that a collector cannot read the answer or never needs to ask. */
export const answeredOtherwise = [
  "config:DescribeOrganizationConformancePacks",
  "iam:GetAccessKeyLastUsed",
  "inspector2:BatchGetAccountStatus",
  "macie2:GetMacieSession",
] as const;
