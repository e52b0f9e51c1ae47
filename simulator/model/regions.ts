import { fraction } from "./dice.ts";

const byDefault = [
  "us-east-1",
  "eu-west-1",
  "eu-central-1",
  "us-west-2",
  "ap-southeast-2",
  "us-east-2",
  "ap-northeast-1",
  "eu-north-1",
  "eu-west-2",
  "ca-central-1",
  "ap-southeast-1",
  "ap-south-1",
  "eu-west-3",
  "sa-east-1",
  "us-west-1",
  "ap-northeast-2",
  "ap-northeast-3",
];

export const optInRegion = "af-south-1";
export const mostRegions = byDefault.length;

/** The Regions that are enabled in every account; the first is the organization's home. */
export function defaultRegions(count: number): string[] {
  return byDefault.slice(0, count);
}

/** The Regions enabled in one account: few accounts opted into the opt-in Region. */
export function enabledRegions(seed: string, accountId: string, count: number): string[] {
  const optedIn = fraction(`${seed}/opt-in/${accountId}`) < 0.1;
  return optedIn ? [...defaultRegions(count), optInRegion] : defaultRegions(count);
}
