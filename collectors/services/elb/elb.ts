import {
  ElasticLoadBalancingClient,
  paginateDescribeLoadBalancers as paginateClassic,
} from "@aws-sdk/client-elastic-load-balancing";
import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type Listener,
  type LoadBalancer,
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { distinct, need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";
import { decodeClassic, decodeLoadBalancer, decodeTargetGroup } from "./decode.ts";

/** AWS publishes no numbers for Elastic Load Balancing; its describes are refilled slowly. */
const budgets = { "*": { rate: 5, burst: 20 } };

const pageSize = 400;

/** Both generations, which are one kind: what one of them refuses is missing from the whole. */
const loadBalancers = factRead({
  yields: ["elb.load-balancer"],
  operations: ["elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeListeners"],
  emptyWithout: ["AWS::ElasticLoadBalancing::LoadBalancer", "AWS::ElasticLoadBalancingV2::LoadBalancer"],
  async *collect(context) {
    const classic = context.client(ElasticLoadBalancingClient);
    for await (const page of paginateClassic({ client: classic, pageSize }, {}))
      for (const balancer of page.LoadBalancerDescriptions ?? []) {
        const payload = decodeClassic(balancer);
        const owner = `${context.region}:${context.accountId}`;
        const resourceId = `arn:${context.partition}:elasticloadbalancing:${owner}:loadbalancer/${payload.name}`;
        yield { kind: "elb.load-balancer", resourceId, payload };
      }
    const client = context.client(ElasticLoadBalancingV2Client);
    const balancers: LoadBalancer[] = [];
    for await (const page of paginateDescribeLoadBalancers({ client, pageSize }, {}))
      balancers.push(...(page.LoadBalancers ?? []));
    yield* context.each(
      balancers,
      {
        resourceId: ({ LoadBalancerArn }) => LoadBalancerArn ?? "",
        gone: ["LoadBalancerNotFound", "LoadBalancerNotFoundException"],
      },
      async (balancer) => {
        const LoadBalancerArn = need(balancer.LoadBalancerArn, "LoadBalancer.LoadBalancerArn");
        const listeners: Listener[] = [];
        for await (const page of paginateDescribeListeners({ client, pageSize }, { LoadBalancerArn }))
          listeners.push(...(page.Listeners ?? []));
        return {
          kind: "elb.load-balancer",
          resourceId: LoadBalancerArn,
          payload: decodeLoadBalancer(
            balancer,
            distinct(listeners, ({ ListenerArn }) => ListenerArn),
          ),
        };
      },
    );
  },
});

const targetGroups = factRead({
  yields: ["elb.target-group"],
  operations: ["elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth"],
  async *collect(context) {
    const client = context.client(ElasticLoadBalancingV2Client);
    const groups = [];
    for await (const page of paginateDescribeTargetGroups({ client, pageSize }, {}))
      groups.push(...(page.TargetGroups ?? []));
    yield* context.each(
      groups,
      {
        resourceId: ({ TargetGroupArn }) => TargetGroupArn ?? "",
        gone: ["TargetGroupNotFound", "TargetGroupNotFoundException"],
      },
      async (group) => {
        const TargetGroupArn = need(group.TargetGroupArn, "TargetGroup.TargetGroupArn");
        const answer = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
        return {
          kind: "elb.target-group",
          resourceId: TargetGroupArn,
          payload: decodeTargetGroup(group, answer.TargetHealthDescriptions ?? []),
        };
      },
    );
  },
});

export const elb = defineCollector({
  service: "elasticloadbalancing",
  scope: "regional",
  budgets,
  reads: [loadBalancers, targetGroups],
});
