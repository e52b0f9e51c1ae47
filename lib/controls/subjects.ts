import type { At, Subject } from "./define.ts";

/** The account as the one subject: what is judged of it is judged as a whole. */
export function accountSubject<V>(at: Pick<At, "accountId">, value: V): readonly Subject<V>[] {
  return [{ resourceId: `account/${at.accountId}`, resourceType: "organizations.account", value }];
}

/** The Region as the one subject: where nothing was set up there is no other fact to judge. */
export function regionSubject<V>(at: Pick<At, "region">, value: V): readonly Subject<V>[] {
  return [{ resourceId: `region/${at.region}`, resourceType: "ec2.region", value }];
}
