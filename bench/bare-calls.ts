import { DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import pLimit from "p-limit";

/**
 * Makes as many calls as a collection, one small EC2 call after the other, with the SDK and nothing else: what this
 * machine needs at least to send, sign and parse them. Seconds of wall time and of this process's CPU.
 */
export async function bareCalls(
  places: readonly { readonly service: string; readonly account: string; readonly region: string }[],
  total: number,
  atOnce: number,
): Promise<{ readonly seconds: number; readonly cpu: number }> {
  const clients = [
    ...new Set(
      places.filter(({ service }) => service === "ec2").map(({ account, region }) => `${account} ${region}`),
    ),
  ].map((place) => {
    const [account = "", region = ""] = place.split(" ");
    return new EC2Client({
      region,
      credentials: fromTemporaryCredentials({
        params: { RoleArn: `arn:aws:iam::${account}:role/PosternReadOnly`, RoleSessionName: "bench" },
        clientConfig: { region: "us-east-1" },
      }),
    });
  });
  await Promise.all(clients.map((client) => client.send(new DescribeVpcsCommand({ MaxResults: 1_000 }))));
  const limit = pLimit(atOnce);
  const cpu = process.cpuUsage();
  const start = performance.now();
  await Promise.all(
    Array.from({ length: total }, (_, index) =>
      limit(() => clients[index % clients.length]?.send(new DescribeVpcsCommand({ MaxResults: 1_000 }))),
    ),
  );
  const used = process.cpuUsage(cpu);
  for (const client of clients) client.destroy();
  return { seconds: (performance.now() - start) / 1_000, cpu: (used.user + used.system) / 1e6 };
}
