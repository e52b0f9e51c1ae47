import { expect, test } from "vitest";
import { arn } from "../testing/facts.ts";
import { endpointService } from "../testing/network-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { privatelinkScoped } from "./privatelink-scoped.ts";

const account = "arn:aws:iam::444455556666:root";

test.each([
  ["nobody", [], false, "pass"],
  ["an account", [account], false, "pass"],
  ["everybody", ["*"], false, "fail"],
  ["everybody, accepted by hand", ["*"], true, "fail"],
  ["everybody beside an account", [account, "*"], false, "fail"],
])("%s", (_, allowedPrincipals, acceptanceRequired, verdict) => {
  const service = endpointService({ allowedPrincipals, acceptanceRequired });
  expect(verdicts(privatelinkScoped, [service])).toEqual({
    [arn.ec2("vpc-endpoint-service/vpce-svc-1")]: verdict,
  });
});

test("the evidence tells whether connections are accepted by hand", () => {
  const summaries = [true, false].map(
    (acceptanceRequired) =>
      evidenceOf(privatelinkScoped, [endpointService({ allowedPrincipals: ["*"], acceptanceRequired })])
        .summary,
  );
  expect(summaries).toEqual([
    "Every account may connect to vpce-svc-1, once it is accepted.",
    "Every account may connect to vpce-svc-1 at once.",
  ]);
});
