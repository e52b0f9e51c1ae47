import { describe, expect, test } from "vitest";
import { decodeEvent } from "./decode-event.ts";

/** As in https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html, shortened. */
const guardduty = {
  version: "0",
  id: "cd2d702e-ab31-411b-9344-793ce56b1bc7",
  "detail-type": "GuardDuty Finding",
  source: "aws.guardduty",
  account: "111122223333",
  time: "1970-01-01T00:00:00Z",
  region: "us-east-1",
  resources: [],
  detail: {
    schemaVersion: "2.0",
    accountId: "111122223333",
    region: "us-east-1",
    partition: "aws",
    id: "16afba5c5c43e07c9e3e5e2e544e95df",
    arn: "arn:aws:guardduty:us-east-1:111122223333:detector/a1/finding/16afba5c5c43e07c9e3e5e2e544e95df",
    type: "Canary:EC2/Stateless.IntegTest",
    resource: { resourceType: "Instance", instanceDetails: { instanceId: "i-05746eb48123455e0" } },
    service: {
      serviceName: "guardduty",
      archived: false,
      resourceRole: "TARGET",
      eventFirstSeen: "2020-02-14T17:59:17Z",
      action: { actionType: "NETWORK_CONNECTION" },
    },
    severity: 5,
    createdAt: "2020-02-14T18:12:22.316Z",
    updatedAt: "2020-02-14T18:12:22.316Z",
    title: "Canary:EC2/Stateless.IntegTest",
    description: "Canary:EC2/Stateless.IntegTest",
  },
};

/** As in https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html, shortened. */
const hub = (change: object) => ({
  version: "0",
  id: "CWE-event-id",
  "detail-type": "Security Hub Findings - Imported",
  source: "aws.securityhub",
  account: "111122223333",
  region: "us-west-2",
  detail: {
    findings: [
      {
        SchemaVersion: "2018-10-08",
        Id: "us-west-2/111122223333/98aebb2207407c87f51e89943f12b1ef",
        ProductArn: "arn:aws:securityhub:us-west-2:222222222222:product/generico/secure-pro",
        GeneratorId: "acme-vuln-9ab348",
        AwsAccountId: "111122223333",
        Region: "us-west-2",
        Types: ["Software and Configuration Checks/AWS Security Best Practices"],
        CreatedAt: "2021-03-22T13:22:13.933Z",
        UpdatedAt: "2021-03-23T13:22:13.933Z",
        Severity: { Label: "HIGH" },
        Title: "EC2.20 Both VPN tunnels should be up",
        Description: "Checks the tunnels.",
        Resources: [{ Type: "AwsEc2VpnConnection", Id: "arn:aws:ec2:us-west-2:111122223333:vpn/1" }],
        RecordState: "ACTIVE",
        Workflow: { Status: "NEW" },
        Compliance: { Status: "FAILED" },
        ...change,
      },
    ],
  },
});

const decode = (event: object) => decodeEvent(JSON.stringify(event));

describe("an event of EventBridge", () => {
  test("of GuardDuty is the threat that its API would list", () => {
    expect(decode(guardduty)).toEqual([
      {
        updatedAt: new Date("2020-02-14T18:12:22.316Z"),
        finding: {
          source: "guardduty",
          kind: "threat",
          accountId: "111122223333",
          region: "us-east-1",
          key: "16afba5c5c43e07c9e3e5e2e544e95df",
          controlId: null,
          resourceId: "arn:aws:ec2:us-east-1:111122223333:instance/i-05746eb48123455e0",
          resourceType: "ec2.instance",
          severity: "medium",
          title: "Canary:EC2/Stateless.IntegTest",
          evidence: {
            summary: "Canary:EC2/Stateless.IntegTest",
            fragments: [
              {
                label: "Finding",
                place: "guardduty.finding",
                value: {
                  type: "Canary:EC2/Stateless.IntegTest",
                  id: "16afba5c5c43e07c9e3e5e2e544e95df",
                  severity: 5,
                  sample: false,
                  eventFirstSeen: "2020-02-14T17:59:17Z",
                  resourceRole: "TARGET",
                  actionType: "NETWORK_CONNECTION",
                },
              },
            ],
          },
          detectedAt: new Date("2020-02-14T18:12:22.316Z"),
          firstObservedAt: new Date("2020-02-14T17:59:17Z"),
        },
      },
    ]);
  });

  test("of Security Hub opens what is open", () => {
    expect(decode(hub({}))).toMatchObject([
      {
        updatedAt: new Date("2021-03-23T13:22:13.933Z"),
        finding: {
          source: "security-hub",
          key: "us-west-2/111122223333/98aebb2207407c87f51e89943f12b1ef",
          severity: "high",
          resourceId: "arn:aws:ec2:us-west-2:111122223333:vpn/1",
        },
      },
    ]);
  });

  test.each([
    ["archived", { RecordState: "ARCHIVED" }],
    ["resolved", { Workflow: { Status: "RESOLVED" } }],
    ["suppressed", { Workflow: { Status: "SUPPRESSED" } }],
    ["passed", { Compliance: { Status: "PASSED" } }],
  ])("of Security Hub ends what was %s", (_name, change) => {
    expect(decode(hub(change)).map(({ finding }) => finding)).toEqual([
      {
        gone: true,
        source: "security-hub",
        accountId: "111122223333",
        key: "us-west-2/111122223333/98aebb2207407c87f51e89943f12b1ef",
      },
    ]);
  });

  test("of another kind says nothing", () => {
    expect(decode({ ...guardduty, source: "aws.ec2", "detail-type": "EC2 Instance State-change" })).toEqual(
      [],
    );
  });
});

describe("what is not as documented is refused by name", () => {
  test.each([
    ["not json", "a message of the queue is not JSON"],
    [JSON.stringify({ detail: {} }), "Event.source"],
    [
      JSON.stringify({ ...guardduty, detail: { ...guardduty.detail, severity: "high" } }),
      "Event.detail.Severity",
    ],
    [
      JSON.stringify({ ...guardduty, detail: { ...guardduty.detail, accountId: undefined } }),
      "Finding.AccountId",
    ],
    [JSON.stringify(hub({ RecordState: "GONE" })), "Event.detail.findings.0.RecordState"],
  ])("%.40s", (body, said) => {
    expect(() => decodeEvent(body)).toThrow(said);
  });
});
