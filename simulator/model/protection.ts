import type { CoveredResource, Finding } from "@aws-sdk/client-inspector2";
import { instant } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import { hubEnabled } from "./hub-findings.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks for macie-enabled (region/<region>: pass where Macie is ENABLED; fail where it is PAUSED or off) and for
// guardduty-to-sechub (region/<region>: pass where Security Hub is on and takes in GuardDuty's findings, whether or not
// there is a detector to make any).

/** Macie in an account and Region: undefined where it was never enabled. */
export function macieOf(world: World, account: Account, region: string): "ENABLED" | "PAUSED" | undefined {
  const key = `${account.id}/${region}/macie`;
  if (!problem(world, key, 0.5)) return "ENABLED";
  return fraction(`${world.options.seed}/${key}/paused`) < 0.3 ? "PAUSED" : undefined;
}

const others = ["aws/securityhub", "aws/inspector", "aws/access-analyzer", "aws/config"] as const;

/** Products whose findings Security Hub takes in; undefined where it is off. */
export function productsOf(world: World, account: Account, region: string): string[] | undefined {
  if (!hubEnabled(world, account, region)) return undefined;
  const withGuardDuty = !problem(world, `${account.id}/${region}/guardduty-product`, 0.25);
  // One that is almost named so, and another company's, are not it.
  const lookAlikes = fraction(`${account.id}/${region}/look-alike`) < 0.3 ? ["acme/guardduty"] : [];
  return [...others, ...(withGuardDuty ? ["aws/guardduty"] : []), ...lookAlikes].sort();
}

export function protectionTruth(world: World, account: Account): TruthRow[] {
  return account.regions.flatMap((region) => {
    const row = (control: string, pass: boolean): TruthRow => ({
      account: account.id,
      region,
      control,
      resource: `region/${region}`,
      verdict: pass ? "pass" : "fail",
    });
    const products = productsOf(world, account, region) ?? [];
    return [
      row("macie-enabled", macieOf(world, account, region) === "ENABLED"),
      row("guardduty-to-sechub", products.includes("aws/guardduty")),
    ];
  });
}

/** Whether Inspector scans an account and Region. */
export function inspectorOn(world: World, account: Account, region: string): boolean {
  return !problem(world, `${account.id}/${region}/inspector`, 0.5);
}

/** The instances Inspector knows, those without an agent among them. */
export function coveredResources(world: World, account: Account, region: string): CoveredResource[] {
  if (!inspectorOn(world, account, region)) return [];
  return networkOf(world, account, region).instances.flatMap(
    ({ InstanceId: id, State }): CoveredResource[] => {
      if (State?.Name !== "running" && State?.Name !== "stopped") return [];
      const unmanaged = fraction(`${world.options.seed}/${id}/agent`) < 0.2;
      const reason =
        State.Name === "stopped"
          ? "EC2_INSTANCE_STOPPED"
          : unmanaged
            ? "UNMANAGED_EC2_INSTANCE"
            : "SUCCESSFUL";
      return [
        {
          resourceType: "AWS_EC2_INSTANCE",
          resourceId: id,
          accountId: account.id,
          scanType: "PACKAGE",
          scanStatus: { statusCode: reason === "SUCCESSFUL" ? "ACTIVE" : "INACTIVE", reason },
        },
        {
          resourceType: "AWS_EC2_INSTANCE",
          resourceId: id,
          accountId: account.id,
          scanType: "NETWORK",
          scanStatus: { statusCode: "ACTIVE", reason: "SUCCESSFUL" },
        },
      ];
    },
  );
}

/** Open network paths to instances that have a public address. */
export function reachabilityFindings(world: World, account: Account, region: string): Finding[] {
  if (!inspectorOn(world, account, region)) return [];
  return networkOf(world, account, region).instances.flatMap((instance): Finding[] => {
    const { InstanceId: id, PublicIpAddress: address, SecurityGroups = [], VpcId } = instance;
    if (address === undefined || instance.State?.Name !== "running") return [];
    const dice = new Dice(`${world.options.seed}/${id}/reachability`);
    const port = dice.pick([22, 80, 443, 3389]);
    const launched = instance.LaunchTime ?? instant(account.joined, 0);
    const created = new Date(Math.min(launched.getTime() + 6 * 3_600_000, instant(world.day, 0).getTime()));
    return [
      {
        findingArn: `arn:aws:inspector2:${region}:${account.id}:finding/${dice.hex(32)}`,
        awsAccountId: account.id,
        type: "NETWORK_REACHABILITY",
        title: `Port ${port} is reachable from an Internet Gateway`,
        description: `On the instance ${id}, the port range ${port}-${port} is reachable from an Internet Gateway.`,
        severity: port === 22 || port === 3389 ? "MEDIUM" : "LOW",
        status: "ACTIVE",
        remediation: { recommendation: { text: "Restrict access to the port." } },
        firstObservedAt: created,
        lastObservedAt: created,
        updatedAt: created,
        resources: [{ type: "AWS_EC2_INSTANCE", id, partition: "aws", region }],
        networkReachabilityDetails: {
          openPortRange: { begin: port, end: port },
          protocol: "TCP",
          networkPath: {
            steps: [
              { componentId: VpcId ?? "", componentType: "AWS::EC2::VPC" },
              { componentId: SecurityGroups[0]?.GroupId ?? "", componentType: "AWS::EC2::SecurityGroup" },
              { componentId: id ?? "", componentType: "AWS::EC2::Instance" },
            ],
          },
        },
      },
    ];
  });
}

/** What GuardDuty's administrator has switched on for members of a Region. */
export function memberEnabling(world: World, region: string): "ALL" | "NEW" | "NONE" {
  const dice = new Dice(`${world.options.seed}/${region}/auto-enable`);
  return problem(world, `organization/auto-enable/${region}`, 0.4)
    ? dice.pick(["NEW", "NONE"] as const)
    : "ALL";
}
