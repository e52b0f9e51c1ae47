import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import {
  defineControl,
  fail,
  fragment,
  notApplicable,
  pass,
  type Slices,
  type Subject,
  Undecidable,
} from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { region, resource } from "../placeholders.ts";
import { liveInstances } from "../workload/instances.ts";

/** Kinds whose resources the Resource Groups Tagging API lists by the ARN that is their resource id. */
const regional = [
  "ec2.vpc",
  "ec2.subnet",
  "lambda.function",
  "rds.instance",
  "sqs.queue",
  "sns.topic",
  "secretsmanager.secret",
  "ecr.repository",
] as const satisfies readonly FactKind[];

const accountOf = (arn: string) => arn.split(":")[4];

type Judged = (typeof regional)[number] | "ec2.instance" | "s3.bucket";

const tagsByArn = new WeakMap<readonly Fact<"tag.resource">[], ReadonlyMap<string, Fact<"tag.resource">>>();

function tagsOf(facts: Slices<"tag.resource">, arn: string) {
  const all = facts.all("tag.resource");
  let byArn = tagsByArn.get(all);
  if (byArn === undefined) {
    byArn = new Map(all.map((fact) => [fact.payload.arn, fact]));
    tagsByArn.set(all, byArn);
  }
  return byArn.get(arn)?.payload.tags ?? [];
}

/**
 * Every taggable resource carries the keys of the tag standard (POSTERN_REQUIRED_TAGS), each with a value; keys
 * are case-sensitive. Without a standard it is not applicable. A resource that never had a tag is not listed by
 * AWS, so resources come from the inventory and their tags beside it. Subnets and VPCs that another account
 * shares are tagged by their owner.
 *
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export const requiredTags = defineControl({
  id: "required-tags",
  title: "Tag standard met",
  version: 1,
  severity: "low",
  pillar: "governance",
  phase: 4,
  subject: "tag.resource",
  reads: [...regional, "ec2.instance", "s3.bucket", "postern.settings"],
  alsoJudges: [...regional, "ec2.instance", "s3.bucket"],
  mappings: [...nist80053Ours("CM-8"), ...tenet("T5")],
  rationale:
    "A resource without an owner's tag has nobody to ask when it is exposed, and policies that decide by tags " +
    "do not reach it. A tag policy alone reports spelling; it does not make anyone tag.",
  remediation: {
    summary:
      "Add the missing keys. Make a tag policy and deny creation without them by a service control policy with " +
      "aws:RequestTag, so that the standard is kept from then on.",
    cli: `aws resourcegroupstaggingapi tag-resources --region=${region} --resource-arn-list=${resource} --tags=KEY=VALUE`,
    terraform: 'provider "aws" {\n  default_tags {\n    tags = { KEY = "VALUE" }\n  }\n}',
    verify: `aws resourcegroupstaggingapi get-resources --region=${region} --resource-arn-list=${resource}`,
  },
  subjects: (facts, at): readonly Subject<null>[] => {
    const own = (kind: Judged, resourceId: string): Subject<null> => ({
      resourceId,
      resourceType: kind,
      value: null,
    });
    return [
      ...liveInstances(facts).map(({ resourceId }) => own("ec2.instance", resourceId)),
      ...regional.flatMap((kind) =>
        facts
          .all(kind)
          // What another account shares stands under that account's ARN.
          .filter(({ resourceId }) => accountOf(resourceId) === at.accountId)
          .map(({ resourceId }) => own(kind, resourceId)),
      ),
      ...facts
        .all("s3.bucket")
        .filter(({ payload }) => payload.region === at.region)
        .map(({ resourceId }) => own("s3.bucket", resourceId)),
    ];
  },
  evaluate: ({ resourceId }, facts) => {
    const required = facts.one("postern.settings", "settings")?.payload.requiredTags;
    if (required === undefined) throw new Undecidable("The settings are not known.", "postern.settings");
    const standard = fragment("Tag standard", "postern.settings requiredTags", required);
    if (required.length === 0) return notApplicable("There is no tag standard.", standard);
    const tags = tagsOf(facts, resourceId);
    const present = new Set(tags.filter(({ value }) => value !== "").map(({ key }) => key));
    const missing = required.filter((key) => !present.has(key));
    const carried = fragment("Tags", "tag.resource tags", tags);
    return missing.length === 0
      ? pass(`It carries ${required.join(", ")}.`, standard, carried)
      : fail(`It lacks ${missing.join(", ")}.`, standard, carried);
  },
});
