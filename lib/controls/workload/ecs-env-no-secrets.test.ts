import { expect, test } from "vitest";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { container, sighting, taskDefinition, workloadArn } from "../testing/workload-facts.ts";
import { ecsEnvNoSecrets } from "./ecs-env-no-secrets.ts";

const registry = [container("agent", { variableNames: ["ECS_ENGINE_AUTH_DATA"] })];
const unsearched = "undecidable: Not all of a workload's text could be searched for secrets.";

test.each([
  ["nothing", {}, "pass"],
  ["a secret", { secrets: [sighting("named-like-a-secret")] }, "fail"],
  ["what was not searched", { secrets: [sighting("not-scanned")] }, unsearched],
  ["a registry's credentials", { containers: registry }, "fail"],
  [
    "a registry's credentials, and what was not searched",
    { containers: registry, secrets: [sighting("not-scanned")] },
    "fail",
  ],
  ["what ECS fills in", { containers: [container("app", { secretNames: ["DB_PASSWORD"] })] }, "pass"],
])("%s", (_, over, verdict) => {
  expect(verdicts(ecsEnvNoSecrets, [taskDefinition(over)])).toEqual({ [workloadArn.definition]: verdict });
});

test("the evidence counts both", () => {
  const secrets = [sighting("basic-auth"), sighting("not-scanned")];
  expect(evidenceOf(ecsEnvNoSecrets, [taskDefinition({ containers: registry, secrets })])).toMatchObject({
    summary: "The plain variables of orders:7 hold 2 secrets.",
    values: { family: "orders" },
  });
});
