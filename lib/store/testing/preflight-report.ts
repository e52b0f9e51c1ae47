import type { PreflightReport } from "#lib/inventory/preflight.ts";

/** What a preflight reports that found one action denied in one account, and the role of another closed. */
export function lackingReport(
  accounts: Readonly<Record<string, string>>,
  { denied, closed }: { denied: string; closed: string },
): PreflightReport {
  const count = Object.keys(accounts).length;
  return {
    verdict: {
      state: "lacking",
      sentence: `1 of ${count} accounts cannot be entered. 1 action is denied, in 1 of ${count} accounts.`,
    },
    caller: { arn: `arn:aws:iam::${closed}:role/PosternCollector`, accountId: closed },
    organization: { id: "o-planted", managementAccountId: closed },
    accounts: { ...accounts },
    entered: count - 1,
    closedDoors: [
      {
        code: "AccessDenied",
        message: "Not authorized to perform sts:AssumeRole",
        accounts: [closed],
        check: ["The role PosternReadOnly in the management account: a StackSet never deploys there."],
      },
    ],
    missing: [
      {
        grantee: "member",
        action: "iam:ListVirtualMFADevices",
        operations: ["iam:ListVirtualMFADevices"],
        state: "denied",
        explicit: false,
        message: "AccessDenied: User is not authorized to perform: iam:ListVirtualMFADevices",
        accounts: [denied],
        kinds: ["iam.virtual-mfa-device"],
        controls: [{ id: "root-hardware-mfa", title: "Root MFA is hardware" }],
      },
    ],
    statements: [
      {
        grantee: "member",
        statement: {
          Sid: "ReadPosture",
          Effect: "Allow",
          Action: ["iam:ListVirtualMFADevices"],
          Resource: "*",
        },
      },
    ],
    administrators: [
      {
        service: "guardduty.amazonaws.com",
        account: null,
        meanwhile: "Every account is asked for its own findings.",
      },
    ],
    threatQueue: null,
    notProbed: [
      {
        grantee: "member",
        operation: "iam:GenerateCredentialReport",
        reasons: ["It would start work in the account: a report is made."],
      },
    ],
    operations: [],
  };
}
