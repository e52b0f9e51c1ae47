import { defineControl, fail, filling, fragment, pass } from "../define.ts";
import { fsbp, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, placeholder, region } from "../placeholders.ts";

const repository = placeholder("repository");

/**
 * No tag of a repository can be moved to another image. With exclusions some can, so that is not enough.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-2
 */
export const ecrImmutableTags = defineControl({
  id: "ecr-immutable-tags",
  title: "Image tags are immutable",
  version: 1,
  severity: "medium",
  pillar: "applications",
  phase: 3,
  subject: "ecr.repository",
  reads: [],
  mappings: [...fsbp("ECR.2"), ...nist80053Ours("CM-2"), ...tenet("T5")],
  rationale:
    "What was tested and approved is known by its tag. Where a tag can be moved, whoever may push can put another " +
    "image under it, and every task that starts from then on runs that one.",
  remediation: {
    summary: "Give every build a tag of its own (the commit will do), deploy by it, and make tags immutable.",
    cli: `aws ecr put-image-tag-mutability --region=${region} --repository-name=${repository} --image-tag-mutability=IMMUTABLE`,
    terraform: lines(
      'resource "aws_ecr_repository" "this" {',
      `  name                 = "${repository}"`,
      '  image_tag_mutability = "IMMUTABLE"',
      "}",
    ),
    fills: ["repository"],
    verify: `aws ecr describe-repositories --region=${region} --repository-names=${repository} --query="repositories[].imageTagMutability"`,
  },
  evaluate: ({ value: { name, tagMutability, tagExclusions } }) => {
    const tags = fragment("Tag mutability", "ecr.repository tagMutability, tagExclusions", {
      tagMutability,
      tagExclusions,
    });
    if (tagMutability === "IMMUTABLE") return pass(`The tags of ${name} are immutable.`, tags);
    const failed =
      tagMutability === "IMMUTABLE_WITH_EXCLUSION"
        ? fail(`Some tags of ${name} can be moved: ${tagExclusions.join(", ")}.`, tags)
        : fail(`The tags of ${name} can be moved to other images.`, tags);
    return filling(failed, { repository: name });
  },
});
