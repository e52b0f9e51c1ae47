import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import type { TestAws } from "./fixture.ts";

export interface PassedRequest {
  readonly path: string;
  readonly body: string;
}

export interface RoleGate {
  readonly aws: TestAws;
  /** Accounts whose role nobody may assume. */
  readonly closed: Set<string>;
  /** Every request since it was emptied last, in order. */
  readonly requests: PassedRequest[];
  stop(): Promise<void>;
}

/** Stands before an AWS and refuses AssumeRole into some accounts; everything else passes, and is noted. */
export async function startRoleGate(aws: TestAws): Promise<RoleGate> {
  const closed = new Set<string>();
  const requests: PassedRequest[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    requests.push({ path: request.url ?? "/", body });
    const account = /RoleArn=arn%3Aaws%3Aiam%3A%3A(\d{12})%3Arole/.exec(body)?.[1];
    if (account !== undefined && closed.has(account)) {
      response.writeHead(403, { "content-type": "text/xml" });
      response.end(refusal(account));
      return;
    }
    const headers = Object.entries(request.headers).filter(([name]) => !hopByHop.has(name));
    const answer = await fetch(new URL(request.url ?? "/", aws.url), {
      method: request.method ?? "GET",
      headers: headers.map(([name, value]) => [name, String(value)]),
      ...(body === "" ? {} : { body }),
    });
    const payload = Buffer.from(await answer.arrayBuffer());
    const answered = [...answer.headers].filter(([name]) => !hopByHop.has(name));
    response.writeHead(answer.status, Object.fromEntries(answered));
    response.end(payload);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    aws: { ...aws, url: `http://127.0.0.1:${port}` },
    closed,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const hopByHop = new Set(["connection", "host", "content-length", "transfer-encoding", "expect"]);

const refusal = (account: string) =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRole on arn:aws:iam::${account}:role/PosternReadOnly</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
