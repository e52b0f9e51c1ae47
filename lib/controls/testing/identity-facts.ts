import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";
import { accountId, arn, daysAgo, fact, policyDocument, region } from "./facts.ts";

export const trustsEc2 = policyDocument({
  Effect: "Allow",
  Principal: { Service: "ec2.amazonaws.com" },
  Action: "sts:AssumeRole",
});

/** A role of 400 days, used yesterday, without policies. */
export function role(name: string, over: Partial<PayloadOf<"iam.role">> = {}): Fact<"iam.role"> {
  const path = over.path ?? "/";
  const id = arn.iam(`role${path}${name}`);
  return fact("iam.role", id, {
    arn: id,
    name,
    id: `AROA${name}`,
    path,
    createdAt: `${daysAgo(400)}T00:00:00Z`,
    trustPolicy: trustsEc2,
    attachedPolicyArns: [],
    boundaryArn: null,
    lastUsedOn: daysAgo(1),
    ...over,
  });
}

export const serviceLinked = { path: "/aws-service-role/guardduty.amazonaws.com/" };
export const reserved = { path: "/aws-reserved/sso.amazonaws.com/eu-central-1/" };

/** A user of 400 days in no group and without policies. */
export function user(name: string, over: Partial<PayloadOf<"iam.user">> = {}): Fact<"iam.user"> {
  const id = arn.iam(`user/${name}`);
  return fact("iam.user", id, {
    arn: id,
    name,
    id: `AIDA${name}`,
    createdAt: `${daysAgo(400)}T00:00:00Z`,
    groups: [],
    attachedPolicyArns: [],
    boundaryArn: null,
    ...over,
  });
}

export function group(name: string, attachedPolicyArns: string[] = []): Fact<"iam.group"> {
  const id = arn.iam(`group/${name}`);
  return fact("iam.group", id, { arn: id, name, attachedPolicyArns });
}

export function managedPolicy(
  name: string,
  document: string,
  over: Partial<PayloadOf<"iam.policy">> = {},
): Fact<"iam.policy"> {
  const id = over.type === "aws" ? `arn:aws:iam::aws:policy/${name}` : arn.iam(`policy/${name}`);
  return fact("iam.policy", id, {
    name,
    type: "customer",
    document,
    attachmentCount: 1,
    principalArn: null,
    ...over,
  });
}

export function inlinePolicy(principal: Fact, name: string, document: string): Fact<"iam.policy"> {
  return fact("iam.policy", `${principal.resourceId}#${name}`, {
    name,
    type: "inline",
    document,
    attachmentCount: 1,
    principalArn: principal.resourceId,
  });
}

export function analyzer(type: string, status = "ACTIVE", where = region): Fact<"access-analyzer.analyzer"> {
  const name = type.toLowerCase();
  const id = `arn:aws:access-analyzer:${where}:${accountId}:analyzer/${name}`;
  const payload = { arn: id, name, type, status, unusedAccessAgeDays: null };
  return fact("access-analyzer.analyzer", id, payload, where);
}

export function organizationAnalyzer(type: string, status = "ACTIVE", where = region) {
  const { resourceId, payload } = analyzer(type, status, where);
  return fact("access-analyzer.organization-analyzer", resourceId, { ...payload, region: where });
}
