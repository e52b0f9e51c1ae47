import { expect, test } from "vitest";
import { networkInterface } from "#lib/controls/testing/facts.ts";
import { interfaceClass } from "./attachment.ts";

test.each([
  ["a NAT gateway", { interfaceType: "nat_gateway" }, "nat"],
  ["a network load balancer", { interfaceType: "network_load_balancer" }, "load-balancer"],
  ["a gateway load balancer", { interfaceType: "gateway_load_balancer" }, "load-balancer"],
  ["a load balancer by type", { interfaceType: "load_balancer" }, "load-balancer"],
  [
    "an application load balancer",
    { requesterId: "amazon-elb", requesterManaged: true, description: "ELB app/web/50dc6c495c0c9188" },
    "load-balancer",
  ],
  [
    "a classic load balancer",
    { requesterId: "amazon-elb", requesterManaged: true, description: "ELB classic" },
    "load-balancer",
  ],
  [
    "a NAT gateway by description",
    { requesterManaged: true, description: "Interface for NAT Gateway nat-1" },
    "nat",
  ],
  ["an interface that only says ELB", { description: "ELB app/web/1" }, "other"],
  ["an interface that only says NAT", { description: "Interface for NAT Gateway nat-1" }, "other"],
  [
    "an instance that says NAT",
    { instanceId: "i-1", requesterManaged: true, description: "Interface for NAT Gateway nat-1" },
    "other",
  ],
  ["a function", { interfaceType: "lambda" }, "other"],
  ["a gateway load balancer endpoint", { interfaceType: "gateway_load_balancer_endpoint" }, "other"],
])("%s", (_, payload, expected) => {
  expect(interfaceClass(networkInterface("eni-1", payload).payload)).toBe(expected);
});
