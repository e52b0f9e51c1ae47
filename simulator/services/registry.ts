import type { Service } from "../runtime/service.ts";
import type { Sessions } from "../runtime/sessions.ts";
import { accessAnalyzer } from "./access-analyzer.ts";
import { account } from "./account.ts";
import { apiGateway, apiGatewayV2 } from "./apigateway.ts";
import { cloudtrail } from "./cloudtrail.ts";
import { config } from "./config.ts";
import { ec2 } from "./ec2.ts";
import { ecr } from "./ecr.ts";
import { ecs } from "./ecs.ts";
import { eks } from "./eks.ts";
import { elb, elbClassic } from "./elb.ts";
import { events } from "./events.ts";
import { guardduty } from "./guardduty.ts";
import { iam } from "./iam.ts";
import { identitystore } from "./identitystore.ts";
import { inspector2 } from "./inspector2.ts";
import { kms } from "./kms.ts";
import { lambda } from "./lambda.ts";
import { macie2 } from "./macie2.ts";
import { organizations } from "./organizations.ts";
import { rds } from "./rds.ts";
import { redshift } from "./redshift.ts";
import { s3 } from "./s3.ts";
import { s3control } from "./s3control.ts";
import { secretsmanager } from "./secretsmanager.ts";
import { securityhub } from "./securityhub.ts";
import { sns } from "./sns.ts";
import { makeSqs } from "./sqs.ts";
import { ssm } from "./ssm.ts";
import { sso } from "./sso.ts";
import { makeSts } from "./sts.ts";
import { tagging } from "./tagging.ts";

/** Every service the simulator answers for; of two that sign with one name, the one with `claims` comes first. */
export function makeServices(sessions: Sessions): readonly Service[] {
  return [
    // one line a service
    makeSts(sessions),
    organizations,
    iam,
    ec2,
    lambda,
    ecs,
    eks,
    ecr,
    elbClassic,
    elb,
    apiGatewayV2,
    apiGateway,
    ssm,
    s3control,
    s3,
    kms,
    secretsmanager,
    rds,
    redshift,
    makeSqs(),
    sns,
    securityhub,
    guardduty,
    accessAnalyzer,
    account,
    cloudtrail,
    config,
    events,
    sso,
    identitystore,
    inspector2,
    macie2,
    tagging,
  ];
}
