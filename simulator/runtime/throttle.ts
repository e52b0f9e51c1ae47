import { TokenBucket } from "limiter";

interface Limit {
  readonly burst: number;
  readonly perSecond: number;
}

const published: Record<string, Limit> = {
  "securityhub:GetFindings": { burst: 6, perSecond: 3 },
  "sts:AssumeRole": { burst: 600, perSecond: 600 },
  "organizations:ListAccounts": { burst: 12, perSecond: 8 },
  "organizations:DescribePolicy": { burst: 2, perSecond: 2 },
  "organizations:ListPolicies": { burst: 8, perSecond: 5 },
  "organizations:ListTargetsForPolicy": { burst: 8, perSecond: 5 },
  "organizations:ListParents": { burst: 8, perSecond: 5 },
  "organizations:DescribeOrganization": { burst: 2, perSecond: 1 },
  "organizations:ListRoots": { burst: 2, perSecond: 1 },
};
const ec2Paginated: Limit = { burst: 100, perSecond: 20 };
const ec2Whole: Limit = { burst: 50, perSecond: 10 };
const neverPaginated = new Set(["DescribeRegions"]);
const unpublished: Limit = { burst: 40, perSecond: 20 };

interface Call {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly paginated: boolean;
}

function limitOf(call: Call): { scope: string; limit: Limit } {
  const api = `${call.service}:${call.operation}`;
  const limit = published[api];
  if (limit !== undefined) return { scope: api, limit };
  if (call.service === "ec2") {
    const whole = !call.paginated && !neverPaginated.has(call.operation);
    return { scope: `${api}${whole ? "/whole" : ""}`, limit: whole ? ec2Whole : ec2Paginated };
  }
  return { scope: call.service, limit: unpublished };
}

/** AWS-like token buckets: per account, Region and API where AWS publishes one, else per service. */
export class Throttle {
  readonly #buckets = new Map<string, TokenBucket>();

  allows(call: Call): boolean {
    const { scope, limit } = limitOf(call);
    const key = `${call.account}/${call.region}/${scope}`;
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      bucket = new TokenBucket({
        bucketSize: limit.burst,
        tokensPerInterval: limit.perSecond,
        interval: "second",
      });
      bucket.content = limit.burst;
      this.#buckets.set(key, bucket);
    }
    return bucket.tryRemoveTokens(1);
  }
}
