import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { runsTimeoutMs } from "./testing/fixture.ts";
import { foreignFindings, openScene, type Scene } from "./testing/scene.ts";

const date = "2026-10-10";

let scene: Scene<Simulator>;

beforeAll(async () => {
  const organization = { accounts: 6, regions: 2, findingsPerAccount: 40, date };
  scene = await openScene(await startSimulator(organization));
});
afterAll(() => scene.close());

const hubRequest = z.object({ Filters: z.record(z.string(), z.unknown()), NextToken: z.string().optional() });
const threatRequest = z.object({
  findingCriteria: z.object({ criterion: z.record(z.string(), z.unknown()) }),
  nextToken: z.string().optional(),
});

/** The filters of the first page of every list of findings that was asked for, each once. */
function filters() {
  const listed = (path: RegExp) =>
    scene.gate.requests.filter((request) => path.test(request.path)).map(({ body }) => JSON.parse(body));
  const once = (all: readonly Record<string, unknown>[]) => [
    ...new Set(all.map((one) => Object.keys(one).sort().join(" "))),
  ];
  return {
    hub: once(listed(/^\/findings$/).map((body) => hubRequest.parse(body).Filters)),
    threats: once(
      listed(/^\/detector\/\w+\/findings$/).map(
        (body) => threatRequest.parse(body).findingCriteria.criterion,
      ),
    ),
  };
}

const fetched = () =>
  scene.simulator
    .calls()
    .filter(({ operation, service }) => operation === "GetFindings" && service === "guardduty")
    .reduce((sum, { count }) => sum + count, 0);

const everything = {
  hub: [
    "ComplianceStatus RecordState WorkflowStatus",
    "ComplianceSecurityControlId ComplianceStatus RecordState",
  ],
  threats: ["service.archived"],
};

test("the first run asks for all that is open, one an hour later for what changed alone, one a day later for all", {
  timeout: 2 * runsTimeoutMs,
}, async () => {
  const known = await scene.lines(foreignFindings, [await scene.collect(date)]);
  expect(filters()).toEqual(everything);
  const whole = fetched();
  const [start] = await scene.lines(
    "select to_char(max(position) at time zone 'UTC' - interval '15 minutes', 'YYYY-MM-DD\"T\"HH24:MI:SS') from finding_cursor where source = 'security-hub'",
  );

  expect(await scene.lines(foreignFindings, [await scene.collect(date, 1)])).toEqual(known);
  expect(filters()).toEqual({ hub: ["UpdatedAt"], threats: ["updatedAt"] });
  const [hub] = scene.gate.requests.filter(({ path }) => path === "/findings");
  expect(hub?.body).toContain(`"Start":"${start}`);
  expect(fetched()).toBeLessThanOrEqual(whole);

  await scene.collect("2026-10-11", 1);
  expect(filters()).toEqual(everything);
});
