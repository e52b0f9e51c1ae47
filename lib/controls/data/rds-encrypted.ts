import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import { defineControl, fail, fragment, pass, type Slices, type Subject } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";

interface Database {
  readonly kind: FactKind;
  readonly name: string;
  readonly engine: string;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | null;
}

function databases(facts: Slices<"rds.instance" | "rds.cluster">): readonly Subject<Database>[] {
  const subject = ({ kind, resourceId, payload }: Fact<"rds.instance"> | Fact<"rds.cluster">) => ({
    resourceId,
    resourceType: kind,
    value: {
      kind,
      name: payload.name,
      engine: payload.engine,
      encrypted: payload.encrypted,
      kmsKeyId: payload.kmsKeyId,
    },
  });
  return [...facts.all("rds.instance").map(subject), ...facts.all("rds.cluster").map(subject)];
}

/**
 * The storage of every database instance and cluster of RDS is encrypted, Aurora, DocumentDB and Neptune
 * among them. An instance of a cluster is judged beside its cluster, whose storage it shows.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-3
 */
export const rdsEncrypted = defineControl({
  id: "rds-encrypted",
  title: "Databases encrypted",
  version: 1,
  severity: "high",
  pillar: "data",
  phase: 3,
  subject: "rds.instance",
  reads: ["rds.cluster"],
  alsoJudges: ["rds.cluster"],
  mappings: [
    ...fsbp("RDS.3"),
    ...cis({ v14: ["2.3.1"], v30: ["2.3.1"], v50: ["2.2.1"] }),
    ...nist80053("SC-28"),
    ...tenet("T5"),
  ],
  rationale:
    "Snapshots of a database that is not encrypted can be shared and copied by anyone who may, and nothing but " +
    "IAM stands between them and the data. Encryption adds a key with a policy of its own, and a log of its use.",
  remediation: {
    summary:
      "Encryption cannot be switched on later: copy a snapshot with a key, restore it beside the old database, " +
      "move the clients over, and delete the old one with its snapshots.",
    cli: lines(
      "# For a cluster: create-db-cluster-snapshot, copy-db-cluster-snapshot, restore-db-cluster-from-snapshot.",
      `aws rds create-db-snapshot --region=${region} --db-instance-identifier=${name} --db-snapshot-identifier=plain`,
      `aws rds copy-db-snapshot --region=${region} --source-db-snapshot-identifier=plain --target-db-snapshot-identifier=encrypted --kms-key-id=KEY`,
      `aws rds restore-db-instance-from-db-snapshot --region=${region} --db-snapshot-identifier=encrypted --db-instance-identifier=NEW_NAME`,
    ),
    terraform: lines(
      "# Changing either argument replaces the database: restore it from an encrypted copy of a snapshot.",
      'resource "aws_db_instance" "this" {',
      `  region              = "${region}"`,
      '  snapshot_identifier = "encrypted"',
      "  storage_encrypted   = true",
      "  kms_key_id          = aws_kms_key.database.arn",
      "}",
    ),
    verify: `aws rds describe-db-instances --region=${region} --query='DBInstances[?!StorageEncrypted].DBInstanceIdentifier'`,
  },
  runbook: "data-exfiltration",
  subjects: databases,
  evaluate: ({ value: { kind, name: called, engine, encrypted, kmsKeyId } }) => {
    const seen = fragment("Encryption", kind, { encrypted, kmsKeyId });
    return encrypted
      ? pass(`The storage of ${called} (${engine}) is encrypted.`, seen)
      : fail(`The storage of ${called} (${engine}) is not encrypted.`, seen);
  },
});
