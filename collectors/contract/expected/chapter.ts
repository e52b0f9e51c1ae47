import type { Verdicts } from "../stored.ts";
import type { World } from "../world/world.ts";

export type Tallies = Readonly<Record<string, Verdicts>>;

/** `Region resource` of every open finding, by control. */
export type Findings = Readonly<Record<string, readonly string[]>>;

/**
 * What the controls of a chapter make of the world (passed, failed, unknown, not applicable), derived from what was
 * built, from what moto has from the start and from the rules: never from what was printed.
 */
export interface Chapter {
  /** Every control in an account that holds what AWS and moto give it and nothing else, in two Regions. */
  readonly emptyAccount: Tallies;
  /** Where the account that the world fills differs from that. */
  readonly production: Tallies;
  readonly sandbox?: Tallies;
  readonly security?: Tallies;
  readonly management?: Tallies;
  /** Production's, and so as many as it has failures. */
  findings(world: World): Findings;
}

export const none: Verdicts = [0, 0, 0, 0];

/** One thing that is as it should be, and nothing else. */
export const onePasses: Verdicts = [1, 0, 0, 0];
export const oneFails: Verdicts = [0, 1, 0, 0];
/** One as it should be, one that is not. */
export const oneEach: Verdicts = [1, 1, 0, 0];
/** An input that moto lacks costs each part of a control at least one verdict where it is judged. */
export const oneUnknown: Verdicts = [0, 0, 1, 0];
/** The same in both Regions. */
export const twoUnknown: Verdicts = [0, 0, 2, 0];

/** ARNs in production. */
export function arnsOf({ accounts }: World) {
  const account = accounts.production;
  const regional =
    (service: string) =>
    (rest: string, region = "us-east-1") =>
      `${region} arn:aws:${service}:${region}:${account}:${rest}`;
  return {
    account,
    regional,
    ec2: regional("ec2"),
    iam: (rest: string) => `global arn:aws:iam::${account}:${rest}`,
    bucket: (name: string) => `global arn:aws:s3:::${name}`,
    whole: `global account/${account}`,
  };
}
