import type { Fact } from "#lib/inventory/kinds.ts";
import { defineControl, fail, fragment, pass, type Slices } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";
import { ownResources } from "./own-resources.ts";

type FlowLog = Fact<"ec2.flow-log">;
const indexes = new WeakMap<readonly FlowLog[], ReadonlyMap<string, readonly FlowLog[]>>();

function logsOf(facts: Slices<"ec2.flow-log">, watchedId: string): readonly FlowLog[] {
  const all = facts.all("ec2.flow-log");
  let index = indexes.get(all);
  if (index === undefined) {
    const grouped = new Map<string, FlowLog[]>();
    for (const log of all) {
      const known = grouped.get(log.payload.watchedId);
      if (known === undefined) grouped.set(log.payload.watchedId, [log]);
      else known.push(log);
    }
    index = grouped;
    indexes.set(all, index);
  }
  return index.get(watchedId) ?? [];
}

/**
 * A VPC has a flow log of its own that is ACTIVE and records rejected traffic (`ALL` or `REJECT`). Logs of single
 * subnets or interfaces miss what is added later, and one of accepted traffic alone misses every attempt. A VPC
 * that another account shares is judged in its owner's.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6
 */
export const vpcFlowLogs = defineControl({
  id: "vpc-flow-logs",
  title: "Flow logs on",
  version: 1,
  severity: "medium",
  pillar: "visibility",
  phase: 2,
  subject: "ec2.vpc",
  reads: ["ec2.flow-log"],
  mappings: [
    ...fsbp("EC2.6"),
    ...cis({ v14: ["3.9"], v30: ["3.7"], v50: ["3.7"] }),
    ...nist80053("AU-12"),
    ...tenet("T7"),
  ],
  rationale:
    "After a break-in the first question is what the machine talked to, and without flow logs nobody can answer it. " +
    "They also show scans from inside, which no other log of AWS does.",
  remediation: {
    summary:
      "Record all traffic of the VPC into a bucket of the log archive account, with the default format at least.",
    cli: `aws ec2 create-flow-logs --region=${region} --resource-type=VPC --resource-ids=${name} --traffic-type=ALL --log-destination-type=s3 --log-destination=arn:aws:s3:::BUCKET`,
    terraform: lines(
      'resource "aws_flow_log" "this" {',
      `  vpc_id               = "${name}"`,
      '  traffic_type         = "ALL"',
      '  log_destination_type = "s3"',
      '  log_destination      = "arn:aws:s3:::BUCKET"',
      "}",
    ),
    verify: `aws ec2 describe-flow-logs --region=${region} --filter=Name=resource-id,Values=${name}`,
  },
  subjects: (facts, at) => ownResources(facts.all("ec2.vpc"), at),
  evaluate: ({ value: { id } }, facts) => {
    const logs = logsOf(facts, id).map(({ payload }) => payload);
    const fragments = logs.map(({ id: log, status, trafficType, destinationType }) =>
      fragment(log, "ec2.flow-log status, trafficType", { status, trafficType, destinationType }),
    );
    if (logs.length === 0) return fail(`${id} has no flow log.`);
    const active = logs.filter(({ status }) => status === "ACTIVE");
    if (active.length === 0) return fail(`No flow log of ${id} is active.`, ...fragments);
    return active.every(({ trafficType }) => trafficType === "ACCEPT")
      ? fail(`The flow logs of ${id} leave rejected traffic out.`, ...fragments)
      : pass(`${id} has an active flow log.`, ...fragments);
  },
});
