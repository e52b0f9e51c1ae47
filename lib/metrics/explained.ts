import type { MeasuredMetric } from "./measurement.ts";

/** A metric in words: what its page and the documentation say of it. */
export interface Explanation {
  readonly question: string;
  readonly formula: string;
  /** What is read for it. */
  readonly inputs: readonly string[];
  /** What the number cannot tell. */
  readonly blindSpots: readonly string[];
  readonly sources: readonly { readonly title: string; readonly href: string }[];
}

export const explanations = {
  "detection-time": {
    question: "How long does a threat go unseen?",
    formula:
      "The mean, over threats of high and critical severity that a detector reported in the last 30 days, of the time from the first activity it saw to the moment it created its finding.",
    inputs: [
      "GuardDuty findings: CreatedAt − Service.EventFirstSeen.",
      "Security Hub findings of the types TTPs, Effects and Unusual Behaviors: CreatedAt − FirstObservedAt.",
    ],
    blindSpots: [
      "What no detector noticed is in no number here: a breach that nobody detected does not make the mean worse.",
      "A start that lies more than a minute after the detection is a clock that was wrong: such threats are counted as unknown.",
      "Detectors keep the first activity they saw. What happened before that, they do not tell.",
      "With few threats one long one moves the mean: read the percentiles and n beside it.",
    ],
    sources: [
      {
        title: "GuardDuty finding details",
        href: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-summary.html",
      },
      {
        title: "AWS Security Finding Format",
        href: "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html",
      },
    ],
  },
  "permission-utilization": {
    question: "How much of what principals may do is never used?",
    formula:
      "For each principal, the share of its granted actions whose use AWS tracks that it did not use within 90 days. The number is the median over principals.",
    inputs: [
      "Granted: what identity policies allow, without what they deny, within the permissions boundary and the service control policies.",
      "Measurable: those of them that IAM's last-accessed report tracks by action.",
      "Used: those of them with a last use within 90 days.",
    ],
    blindSpots: [
      "Data actions and iam:PassRole are not tracked: they are outside the ratio, and measurability says how much is inside.",
      "A denied attempt counts as use, as IAM reports it.",
      "What resource policies grant is not counted.",
      "IAM's report lags by about four hours.",
      "What is done less often than every 90 days, such as once a year, looks unused.",
    ],
    sources: [
      {
        title: "Refining permissions with last-accessed information",
        href: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html",
      },
    ],
  },
  "identity-coverage": {
    question: "Do workloads act through roles, without static keys?",
    formula:
      "Workloads that act through a role of their own and show no static access key, out of all workloads whose identity is known.",
    inputs: [
      "EC2 instances that run, Lambda functions, ECS tasks that run, and EKS service accounts with Pod Identity or IRSA.",
      "Static keys: access-key ids in the environment of functions and tasks, and in the user data of the launch template an instance was made from. Only a hash and the place are kept.",
    ],
    blindSpots: [
      "Kubernetes pods cannot be seen from AWS: a cluster without Pod Identity and IRSA is unknown.",
      "Keys that a workload reads from a file or a parameter are not seen.",
      "Use of access keys from a workload's address in CloudTrail is not looked at.",
      "A role that several workloads share counts as a role of their own.",
    ],
    sources: [
      {
        title: "IAM roles for EC2",
        href: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html",
      },
      {
        title: "EKS Pod Identity",
        href: "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
      },
    ],
  },
  "network-exposure": {
    question: "What can any address on the internet send to?",
    formula:
      "Distinct resources that wear a security group which lets any address in, load balancers and NAT left out.",
    inputs: [
      "Open rule: an inbound rule from any address, also by a prefix list or by ranges that together cover the address space.",
      "Attached, which is the number: such a group on a network interface of a resource.",
      "Reachable: attached, with a public address, a route to an internet gateway, network ACLs that let packets in and answers out, and no Block Public Access for VPCs.",
    ],
    blindSpots: [
      "Firewalls on the host and AWS Network Firewall are not looked at: reachable means that packets arrive at the interface.",
      "What listens behind an open port is not known.",
      "Functions with a URL, APIs, cluster endpoints, buckets, snapshots and images have no security group: they are listed apart.",
      "A shared VPC is judged by its owner's routes and ACLs: where the owner was not read, reach is unknown.",
    ],
    sources: [
      {
        title: "Security group rules",
        href: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      },
      {
        title: "VPC Block Public Access",
        href: "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html",
      },
    ],
  },
} as const satisfies Readonly<Record<MeasuredMetric, Explanation>>;
