import type { Json } from "#lib/inventory/findings.ts";

/** An event as EventBridge hands it to rules, with the sentence a person would use for it. */
export interface SampleEvent {
  readonly what: string;
  readonly event: Json;
}

/**
 * Where the events of IAM, of root's sign-in and of Organizations arrive, by partition.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export const globalEventRegions: readonly string[] = ["us-east-1", "us-gov-west-1", "cn-north-1"];

const at = "2026-01-15T09:30:00Z";

interface Recorded {
  readonly what: string;
  readonly service: string;
  readonly type: string;
  readonly name: string;
  readonly identity: Json;
  readonly detail: Readonly<Record<string, Json>>;
}

function recorded(accountId: string, region: string, it: Recorded): SampleEvent {
  return {
    what: it.what,
    event: {
      version: "0",
      id: "11111111-2222-3333-4444-555555555555",
      "detail-type": it.type,
      source: `aws.${it.service}`,
      account: accountId,
      time: at,
      region,
      resources: [],
      detail: {
        eventVersion: "1.11",
        userIdentity: it.identity,
        eventTime: at,
        eventSource: `${it.service}.amazonaws.com`,
        eventName: it.name,
        awsRegion: region,
        sourceIPAddress: "203.0.113.7",
        userAgent: "Mozilla/5.0",
        eventID: "66666666-7777-8888-9999-000000000000",
        readOnly: false,
        managementEvent: true,
        recipientAccountId: accountId,
        eventCategory: "Management",
        ...it.detail,
      },
    },
  };
}

function root(accountId: string): Json {
  return { type: "Root", principalId: accountId, arn: `arn:aws:iam::${accountId}:root`, accountId };
}

function user(accountId: string): Json {
  const arn = `arn:aws:iam::${accountId}:user/somebody`;
  return { type: "IAMUser", principalId: "AIDAEXAMPLEEXAMPLE123", arn, accountId, userName: "somebody" };
}

function session(accountId: string): Json {
  const role = { accountId, userName: "some-role", arn: `arn:aws:iam::${accountId}:role/some-role` };
  return {
    type: "AssumedRole",
    principalId: "AROAEXAMPLEEXAMPLE123:somebody",
    arn: `arn:aws:sts::${accountId}:assumed-role/some-role/somebody`,
    accountId,
    sessionContext: {
      sessionIssuer: { type: "Role", principalId: "AROAEXAMPLEEXAMPLE123", ...role },
      attributes: { creationDate: at, mfaAuthenticated: "true" },
    },
  };
}

const apiCall = "AWS API Call via CloudTrail";

/** Root signs in to the console, with MFA as it should. */
export function rootSignIn(accountId: string, region: string): readonly SampleEvent[] {
  return [
    recorded(accountId, region, {
      what: "root signs in to the console",
      service: "signin",
      type: "AWS Console Sign In via CloudTrail",
      name: "ConsoleLogin",
      identity: root(accountId),
      detail: {
        eventType: "AwsConsoleSignIn",
        requestParameters: null,
        responseElements: { ConsoleLogin: "Success" },
        additionalEventData: {
          LoginTo: "https://console.aws.amazon.com/",
          MobileVersion: "No",
          MFAUsed: "Yes",
        },
      },
    }),
  ];
}

/** Somebody makes an access key for a user: a user, or a role's session. */
export function newAccessKey(accountId: string, region: string): readonly SampleEvent[] {
  const made = (who: string, identity: Json) =>
    recorded(accountId, region, {
      what: `${who} makes an access key`,
      service: "iam",
      type: apiCall,
      name: "CreateAccessKey",
      identity,
      detail: {
        eventType: "AwsApiCall",
        requestParameters: { userName: "victim" },
        responseElements: {
          accessKey: {
            userName: "victim",
            status: "Active",
            accessKeyId: "AKIAIOSFODNN7EXAMPLE",
            createDate: at,
          },
        },
      },
    });
  return [made("a user", user(accountId)), made("a role", session(accountId))];
}

/** Somebody changes, detaches or deletes a service control policy. */
export function guardrailWeakened(accountId: string, region: string): readonly SampleEvent[] {
  const policyId = "p-examplepolicy1";
  const calls = [
    ["a policy is changed", "UpdatePolicy", { policyId, content: "{}" }],
    ["a policy is detached", "DetachPolicy", { policyId, targetId: "ou-ab12-11111111" }],
    ["a policy is deleted", "DeletePolicy", { policyId }],
  ] as const;
  return calls.map(([what, name, requestParameters]) =>
    recorded(accountId, region, {
      what,
      service: "organizations",
      type: apiCall,
      name,
      identity: session(accountId),
      detail: { eventType: "AwsApiCall", requestParameters, responseElements: null },
    }),
  );
}
