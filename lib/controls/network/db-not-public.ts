import { defineControlOf, definePart, fail, filling, fragment, pass } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, placeholder, region } from "../placeholders.ts";

const database = placeholder("database");

function judge(kind: "rds.instance" | "redshift.cluster", name: string, publiclyAccessible: boolean) {
  const setting = fragment("Publicly accessible", `${kind} publiclyAccessible`, publiclyAccessible);
  return publiclyAccessible
    ? filling(fail(`${name} is publicly accessible.`, setting), { database: name })
    : pass(`${name} is private.`, setting);
}

const description = {
  id: "db-not-public",
  title: "Databases are private",
  version: 1,
  severity: "critical",
  pillar: "data",
  phase: 2,
  mappings: [
    ...fsbp("RDS.2", "Redshift.1"),
    ...cis({ v30: ["2.3.3"], v50: ["2.2.3"] }),
    ...nist80053("SC-7"),
    ...tenet("T2"),
  ],
  rationale:
    "A database with a public address is one security group rule away from everyone with a password list, and its " +
    "data are what attackers come for. Nothing but its applications needs to reach it, and those are inside.",
  remediation: {
    summary:
      "Turn public access off: the name then resolves to the private address and connections from outside end, so " +
      "find out first who uses them. Move the database to private subnets afterwards.",
    cli: lines(
      "# RDS, DocumentDB and Neptune, each instance of a cluster by itself:",
      `aws rds modify-db-instance --region=${region} --db-instance-identifier=${database} --no-publicly-accessible --apply-immediately`,
      "# Redshift:",
      `aws redshift modify-cluster --region=${region} --cluster-identifier=${database} --no-publicly-accessible`,
    ),
    terraform: lines(
      'resource "aws_db_instance" "this" {',
      `  identifier          = "${database}"`,
      "  publicly_accessible = false",
      "}",
      "",
      "# The instances of a cluster and Redshift have the same argument:",
      "# aws_rds_cluster_instance, aws_redshift_cluster.",
    ),
    fills: ["database"],
    verify: `aws rds describe-db-instances --region=${region} --db-instance-identifier=${database} --query="DBInstances[].PubliclyAccessible"`,
  },
  runbook: "public-exposure",
} as const;

/**
 * No instance of RDS, DocumentDB or Neptune and no Redshift cluster is publicly accessible, whatever its security
 * groups and subnets would let through. A cluster of RDS is as public as its instances, which are judged one by
 * one.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2
 */
export const dbNotPublic = defineControlOf(description, [
  definePart({
    subject: "rds.instance",
    reads: [],
    evaluate: ({ value }) => judge("rds.instance", value.name, value.publiclyAccessible),
  }),
  definePart({
    subject: "redshift.cluster",
    reads: [],
    evaluate: ({ value }) => judge("redshift.cluster", value.name, value.publiclyAccessible),
  }),
]);
