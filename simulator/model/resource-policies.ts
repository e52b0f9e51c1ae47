import type { Dice } from "./dice.ts";
import type { Account } from "./organization.ts";
import type { World } from "./world.ts";

/** Whom a resource's policy lets in; `open` alone is everybody. */
export interface PolicyIntent {
  readonly open: boolean;
  /** Undefined where the resource has no policy. */
  readonly document: object | undefined;
}

interface Subject {
  readonly arn: string;
  /** What a stranger would do with the resource. */
  readonly action: string;
  readonly all: string;
}

const outsiderId = "464622532012";

function allow(subject: Subject, Principal: unknown, Condition?: object, Action: string = subject.action) {
  return {
    Sid: "Access",
    Effect: "Allow",
    Principal,
    Action,
    Resource: subject.arn,
    ...(Condition && { Condition }),
  };
}

const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });

/** Lets everybody in; some have a condition that holds nobody back. */
function openDocuments(subject: Subject): readonly [object, ...object[]] {
  const own = allow(subject, { AWS: `arn:aws:iam::${outsiderId}:root` });
  return [
    document(allow(subject, "*")),
    document(allow(subject, { AWS: "*" }, undefined, subject.all)),
    document(own, allow(subject, { AWS: ["*"] })),
    document(allow(subject, "*", { Bool: { "aws:SecureTransport": "true" } })),
    document(allow(subject, "*", { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } })),
  ];
}

/** Look open at first sight, or share with somebody by name: nobody unknown gets in. */
function closedDocuments(subject: Subject, world: World, account: Account): readonly [object, ...object[]] {
  const own = { AWS: `arn:aws:iam::${account.id}:root` };
  const refusal = {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: subject.all,
    Resource: subject.arn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const topic = `arn:aws:sns:${world.organization.homeRegion}:${account.id}:alerts`;
  return [
    document(allow(subject, own)),
    document(allow(subject, own), refusal),
    document(allow(subject, "*", { ArnEquals: { "aws:SourceArn": topic } })),
    document(allow(subject, "*", { StringEquals: { "aws:PrincipalOrgID": world.organization.id } })),
    document(allow(subject, { AWS: "*" }, { StringEquals: { "aws:SourceAccount": account.id } })),
    document(
      allow(
        subject,
        { Service: "events.amazonaws.com" },
        { StringEquals: { "aws:SourceAccount": account.id } },
      ),
    ),
    document(allow(subject, { AWS: outsiderId })),
    document(allow(subject, "*", { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } })),
  ];
}

/** The policy of one resource: wide open where it has the problem, else anything that is not. */
export function resourcePolicy(
  dice: Dice,
  subject: Subject,
  open: boolean,
  world: World,
  account: Account,
): PolicyIntent {
  const opened = dice.pick(openDocuments(subject));
  const closed = dice.pick(closedDocuments(subject, world, account));
  return { open, document: open ? opened : closed };
}
