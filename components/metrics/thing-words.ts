import type { MeasurementDto } from "#lib/api/dto/metrics.ts";

/** `notApplicable`, `not-applicable` → `not applicable`. */
function plain(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("-", " ")
    .toLowerCase();
}

const reasons: Readonly<Record<string, readonly [label: string, why: string]>> = {
  sample: ["Samples", "made to try a detector out"],
  policy: ["Policy findings", "GuardDuty's findings of the type Policy tell of a setting, not of an attack"],
  duplicate: ["Repeated", "the same GuardDuty finding again, by way of Security Hub"],
  attackSequence: ["Attack sequences", "they start with their earliest signal: a series of their own"],
  minorSeverity: ["Minor severity", "below high: told beside the mean"],
  noStart: ["No start", "the detector does not say when it began"],
  startsAfterDetection: ["Starts after its detection", "by more than a minute: a clock was wrong"],
  serviceLinked: ["Service-linked roles", "AWS writes their policies"],
  fromPermissionSet: ["Of permission sets", "Identity Center makes them: their set is what to change"],
  young: ["Younger than 90 days", "what they did not use yet says nothing"],
  nothingMeasurable: ["Nothing measurable", "AWS tracks the use of none of their actions"],
  reportUnseen: ["No report", "their last-accessed report was not read"],
  policyUnread: ["Policy unread", "a policy that bears on them is missing or cannot be read"],
  profileUnseen: ["Profile unseen", "whether their instance profile holds a role is not known"],
  definitionUnseen: ["Definition unseen", "their task definition was not read"],
  podsInvisible: ["Pods invisible", "what Kubernetes pods use cannot be seen from AWS"],
  secretsUnsearched: ["Not searched", "not all of their text could be searched for access keys"],
  loadBalancer: ["Load balancers", "they are there to be reached"],
  nat: ["NAT gateways", "they let nothing in"],
  openRule: [
    "Open rules",
    "security groups that let any address in, whether or not anything wears them (tier 1)",
  ],
  withoutSecurityGroup: [
    "Without a security group",
    "public by other means: function URLs, APIs, buckets, snapshots, images, cluster endpoints",
  ],
  groupsUnseen: ["Groups unseen", "a security group they wear was not read"],
  sourcesUnseen: ["Sources unseen", "a prefix list or group that a rule names was not read"],
};

export function reasonLabel(reason: string): string {
  return reasons[reason]?.[0] ?? plain(reason);
}

export function reasonWhy(reason: string): string {
  return reasons[reason]?.[1] ?? "";
}

const classes: Readonly<Record<string, string>> = {
  user: "Users",
  role: "Roles",
  "static-key": "Static key",
  none: "No AWS identity",
  "inherits-host": "Role of its host",
  closed: "Closed",
  attached: "Open, does not arrive",
  reachable: "Reachable",
  "reach-unknown": "Open, reach unknown",
  "behind-load-balancer": "Behind a load balancer",
};

export function classLabel(name: string): string {
  const text = classes[name] ?? plain(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export type Tone = "good" | "bad" | "warn" | "plain" | "unknown";

const tones: Readonly<Record<string, Tone>> = {
  role: "good",
  "static-key": "bad",
  none: "warn",
  "inherits-host": "warn",
  closed: "good",
  attached: "warn",
  reachable: "bad",
  "reach-unknown": "unknown",
};

export function classTone(name: string): Tone {
  return tones[name] ?? "plain";
}

const types: Readonly<Record<string, readonly [one: string, many: string]>> = {
  threat: ["Threat", "Threats"],
  "ec2.instance": ["EC2 instance", "EC2 instances"],
  "lambda.function": ["Lambda function", "Lambda functions"],
  "ecs.task": ["ECS task", "ECS tasks"],
  "eks.cluster": ["EKS cluster", "EKS clusters"],
  "eks.pod-identity-association": ["EKS service account", "EKS service accounts (Pod Identity)"],
  "iam.role": ["Role", "Roles"],
  "iam.user": ["User", "Users"],
  "rds.instance": ["RDS instance", "RDS instances"],
  "redshift.cluster": ["Redshift cluster", "Redshift clusters"],
  "ec2.network-interface": ["Network interface", "Network interfaces"],
  "ec2.security-group": ["Security group", "Security groups"],
};

export function typeLabel(type: string): string {
  return types[type]?.[0] ?? plain(type.replace(".", " "));
}

export function typesLabel(type: string): string {
  return types[type]?.[1] ?? plain(type.replace(".", " "));
}

const portNames: Readonly<Record<string, string>> = {
  admin: "Administration and databases",
  web: "Web",
  other: "Other ports",
  all: "All ports",
};

export function portLabel(name: string): string {
  return portNames[name] ?? name;
}

/** `TTPs/…/UnauthorizedAccess:EC2/SSHBruteForce` → `UnauthorizedAccess: EC2/SSHBruteForce`. */
export function threatTitle(type: string): string {
  const own = type.split("/").find((part) => part.includes(":"));
  const from = own === undefined ? type : type.slice(type.indexOf(own));
  return from.replace(":", ": ");
}

/** Why a thing does not count, as a sentence; null where it counts. */
export function asideText({ standing, reason }: Pick<MeasurementDto, "standing" | "reason">): string | null {
  if (standing === "counted" || reason === null) return null;
  const why = reasonWhy(reason);
  const told = why === "" ? reasonLabel(reason) : `${reasonLabel(reason)}: ${why}`;
  return `${standing === "unknown" ? "Unknown" : "Left out"}. ${told}.`;
}
