import { setTimeout as wait } from "node:timers/promises";
import {
  GenerateCredentialReportCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  IAMClient,
  paginateGetAccountAuthorizationDetails,
  paginateListVirtualMFADevices,
} from "@aws-sdk/client-iam";
import { need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";
import { accessKeys } from "./access-keys.ts";
import { decodeGroup, decodePolicy, decodeRole, decodeUser } from "./authorization-details.ts";
import { decodeCredentialReport } from "./credential-report.ts";
import { lastAccessed } from "./last-accessed.ts";

/** AWS publishes no limits for IAM; these are what an account's own consoles and pipelines leave room for. */
const budgets = { "*": { rate: 10, burst: 20 } };

const authorizationDetails = factRead({
  yields: ["iam.user", "iam.group", "iam.role", "iam.policy", "iam.instance-profile"],
  operations: ["iam:GetAccountAuthorizationDetails"],
  async *collect(context) {
    const client = context.client(IAMClient);
    const profiles = new Map<string, { name: string; roleArns: string[] }>();
    for await (const page of paginateGetAccountAuthorizationDetails({ client, pageSize: 1_000 }, {})) {
      for (const user of page.UserDetailList ?? []) yield* decodeUser(user);
      for (const group of page.GroupDetailList ?? []) yield* decodeGroup(group);
      for (const policy of page.Policies ?? []) yield* decodePolicy(policy);
      for (const role of page.RoleDetailList ?? []) {
        yield* decodeRole(role);
        for (const profile of role.InstanceProfileList ?? []) {
          const arn = need(profile.Arn, "RoleDetail.InstanceProfileList[].Arn");
          const known = profiles.get(arn) ?? { name: profile.InstanceProfileName ?? arn, roleArns: [] };
          known.roleArns.push(need(role.Arn, "RoleDetail.Arn"));
          profiles.set(arn, known);
        }
      }
    }
    for (const [arn, { name, roleArns }] of profiles)
      yield {
        kind: "iam.instance-profile",
        resourceId: arn,
        payload: { arn, name, roleArns: roleArns.sort() },
      };
  },
});

const pollEveryMs = 2_000;

const credentialReport = factRead({
  yields: ["iam.credential"],
  operations: ["iam:GenerateCredentialReport", "iam:GetCredentialReport"],
  async *collect(context) {
    const client = context.client(IAMClient);
    const get = () =>
      context.absent(
        [
          "ReportNotPresent",
          "CredentialReportNotPresentException",
          "CredentialReportNotReadyException",
          "ReportInProgress",
          "CredentialReportExpiredException",
          "ReportExpired",
        ],
        () => client.send(new GetCredentialReportCommand({})),
      );
    // AWS makes the report at its own pace, at most every four hours; the read's deadline bounds the wait.
    const made = async () => {
      const { State } = await client.send(new GenerateCredentialReportCommand({}));
      return State === "COMPLETE" ? get() : undefined;
    };
    let report = await made();
    while (report === undefined) {
      await wait(pollEveryMs, undefined, { signal: context.signal });
      report = await made();
    }
    yield* decodeCredentialReport(need(report.Content, "GetCredentialReport Content"));
  },
});

const accountSummary = factRead({
  yields: ["iam.account-summary"],
  operations: ["iam:GetAccountSummary"],
  async *collect(context) {
    const { SummaryMap } = await context.client(IAMClient).send(new GetAccountSummaryCommand({}));
    const summary: Partial<Record<string, number>> = need(SummaryMap, "GetAccountSummary SummaryMap");
    const count = (key: string) => need(summary[key], `GetAccountSummary SummaryMap.${key}`);
    yield {
      kind: "iam.account-summary",
      resourceId: `arn:${context.partition}:iam::${context.accountId}:root`,
      payload: {
        // Older endpoints leave it out; root then has a password, as it does unless it was removed centrally.
        rootPasswordPresent: (summary["AccountPasswordPresent"] ?? 1) > 0,
        rootMfaEnabled: count("AccountMFAEnabled") > 0,
        rootAccessKeysPresent: count("AccountAccessKeysPresent") > 0,
        users: count("Users"),
        roles: count("Roles"),
      },
    };
  },
});

const virtualMfaDevices = factRead({
  yields: ["iam.virtual-mfa-device"],
  operations: ["iam:ListVirtualMFADevices"],
  async *collect(context) {
    const client = context.client(IAMClient);
    for await (const page of paginateListVirtualMFADevices({ client, pageSize: 1_000 }, {}))
      for (const device of page.VirtualMFADevices ?? []) {
        const serialNumber = need(device.SerialNumber, "ListVirtualMFADevices SerialNumber");
        yield {
          kind: "iam.virtual-mfa-device",
          resourceId: serialNumber,
          payload: { serialNumber, userArn: device.User?.Arn ?? null },
        };
      }
  },
});

export const iam = defineCollector({
  service: "iam",
  scope: "global",
  budgets,
  reads: [
    authorizationDetails,
    credentialReport,
    accountSummary,
    virtualMfaDevices,
    accessKeys,
    lastAccessed,
  ],
});
