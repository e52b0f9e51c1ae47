import { expect, test } from "vitest";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { container, taskDefinition, workloadArn } from "../testing/workload-facts.ts";
import { ecsUnprivileged } from "./ecs-unprivileged.ts";

const privileged = container("agent", { privileged: true });

test.each([
  ["no container is", [container("app")], "pass"],
  ["a sidecar is", [container("app"), privileged], "fail"],
  ["a capability is added", [container("app", { addedCapabilities: ["SYS_ADMIN"] })], "pass"],
])("%s", (_, containers, verdict) => {
  expect(verdicts(ecsUnprivileged, [taskDefinition({ containers })])).toEqual({
    [workloadArn.definition]: verdict,
  });
});

test("the evidence names the containers", () => {
  const definition = taskDefinition({ containers: [container("app"), privileged] });
  expect(evidenceOf(ecsUnprivileged, [definition])).toEqual({
    summary: "orders:7 runs privileged containers: agent.",
    fragments: [
      {
        label: "agent",
        place: "ecs.task-definition containers[1] privileged",
        value: { image: "agent:1", privileged: true },
      },
    ],
    values: { family: "orders" },
  });
});
