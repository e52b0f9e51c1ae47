import { expect, test } from "vitest";
import { decodeClassic, decodeLoadBalancer, decodeTargetGroup } from "./decode.ts";

/** After the example of https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeLoadBalancers.html */
test("a classic load balancer holds its instances and its listeners by port", () => {
  const listener = { InstanceProtocol: "HTTP", InstancePort: 80 };
  expect(
    decodeClassic({
      LoadBalancerName: "my-loadbalancer",
      DNSName: "my-loadbalancer-123456789.us-east-1.elb.amazonaws.com",
      Scheme: "internet-facing",
      VPCId: "vpc-1",
      Subnets: ["subnet-2", "subnet-1"],
      SecurityGroups: ["sg-1"],
      Instances: [{ InstanceId: "i-e4cbe38d" }, { InstanceId: "i-a4cbe38d" }],
      ListenerDescriptions: [
        {
          Listener: {
            ...listener,
            Protocol: "https",
            LoadBalancerPort: 443,
            SSLCertificateId: "arn:aws:iam::123456789012:server-certificate/c",
          },
          PolicyNames: ["my-policy", "AWSConsole-SSL"],
        },
        { Listener: { ...listener, Protocol: "HTTP", LoadBalancerPort: 80 }, PolicyNames: [] },
      ],
    }),
  ).toEqual({
    name: "my-loadbalancer",
    type: "classic",
    scheme: "internet-facing",
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2"],
    securityGroupIds: ["sg-1"],
    dnsName: "my-loadbalancer-123456789.us-east-1.elb.amazonaws.com",
    listeners: [
      { port: 80, protocol: "HTTP", hasCertificate: false, policies: [] },
      { port: 443, protocol: "HTTPS", hasCertificate: true, policies: ["AWSConsole-SSL", "my-policy"] },
    ],
    instanceIds: ["i-a4cbe38d", "i-e4cbe38d"],
  });
});

test("a gateway load balancer has neither scheme nor security groups, and its listener no port", () => {
  const decoded = decodeLoadBalancer(
    { LoadBalancerName: "inspect", Type: "gateway", AvailabilityZones: [{ SubnetId: "subnet-1" }] },
    [{ ListenerArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/gwy/inspect/1/2" }],
  );
  expect(decoded).toMatchObject({
    type: "gateway",
    scheme: null,
    subnetIds: ["subnet-1"],
    securityGroupIds: [],
    listeners: [{ port: null, protocol: "GENEVE", hasCertificate: false, policies: [] }],
  });
});

test("a target group is the same in whatever order its targets answer", () => {
  const group = { TargetGroupName: "my-targets", TargetType: "instance" as const, Port: 80 };
  const health = [
    { Target: { Id: "i-2", Port: 80 } },
    { Target: { Id: "i-1", Port: 8080 } },
    { Target: { Id: "i-1", Port: 80 } },
  ];
  const expected = [
    { id: "i-1", port: 80 },
    { id: "i-1", port: 8080 },
    { id: "i-2", port: 80 },
  ];
  expect(decodeTargetGroup(group, health).targets).toEqual(expected);
  expect(decodeTargetGroup(group, health.toReversed()).targets).toEqual(expected);
});
