import { expect, test } from "vitest";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { repository, workloadArn } from "../testing/workload-facts.ts";
import { ecrImmutableTags } from "./ecr-immutable-tags.ts";

test.each([
  ["IMMUTABLE", "pass"],
  ["MUTABLE", "fail"],
  ["IMMUTABLE_WITH_EXCLUSION", "fail"],
  ["MUTABLE_WITH_EXCLUSION", "fail"],
])("%s", (tagMutability, verdict) => {
  const tagExclusions = tagMutability.endsWith("EXCLUSION") ? ["latest"] : [];
  expect(verdicts(ecrImmutableTags, [repository("prod/orders", { tagMutability, tagExclusions })])).toEqual({
    [workloadArn.ecr("prod/orders")]: verdict,
  });
});

test("the evidence names the tags that are left out", () => {
  const over = { tagMutability: "IMMUTABLE_WITH_EXCLUSION", tagExclusions: ["latest", "dev-*"] };
  expect(evidenceOf(ecrImmutableTags, [repository("prod/orders", over)])).toMatchObject({
    summary: "Some tags of prod/orders can be moved: latest, dev-*.",
    values: { repository: "prod/orders" },
  });
});
