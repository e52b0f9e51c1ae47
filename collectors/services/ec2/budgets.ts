/**
 * EC2 counts each describe operation by itself, by account and Region: bucket 100, refill 20 a second when
 * paginated. https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html. Half of that.
 */
export const ec2Budgets = Object.fromEntries(
  [
    "DescribeInstances",
    "DescribeNetworkInterfaces",
    "DescribeSecurityGroups",
    "DescribeManagedPrefixLists",
    "GetManagedPrefixListEntries",
    "DescribeVpcs",
    "DescribeSubnets",
    "DescribeRouteTables",
    "DescribeNetworkAcls",
    "DescribeInternetGateways",
    "DescribeNatGateways",
    "DescribeVpcEndpoints",
    "DescribeFlowLogs",
    "DescribeRegions",
  ].map((operation) => [`ec2:${operation}`, { rate: 10, burst: 50 }]),
);
