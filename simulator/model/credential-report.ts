import { shortlyAfterMidnight } from "./calendar.ts";
import { Dice } from "./dice.ts";
import type { Account } from "./organization.ts";
import type { RootUser } from "./root.ts";
import type { AccessKey, User } from "./users.ts";

const columns = [
  "user",
  "arn",
  "user_creation_time",
  "password_enabled",
  "password_last_used",
  "password_last_changed",
  "password_next_rotation",
  "mfa_active",
  ...[1, 2].flatMap((n) =>
    ["active", "last_rotated", "last_used_date", "last_used_region", "last_used_service"].map(
      (part) => `access_key_${n}_${part}`,
    ),
  ),
  "cert_1_active",
  "cert_1_last_rotated",
  "cert_2_active",
  "cert_2_last_rotated",
];

function stamp(date: Date): string {
  return date.toISOString().replace(".000Z", "+00:00");
}

function keyCells(key: AccessKey | undefined): string[] {
  if (key === undefined) return ["false", "N/A", "N/A", "N/A", "N/A"];
  const use = key.used ? [stamp(key.used), key.usedRegion, key.usedService] : ["N/A", "N/A", "N/A"];
  return [String(key.active), stamp(key.rotated), ...use];
}

function userCells(user: User): string[] {
  const { password } = user;
  const used = password?.used ? stamp(password.used) : "no_information";
  return [
    user.name,
    user.arn,
    stamp(user.created),
    String(password !== undefined),
    password ? used : "N/A",
    password ? stamp(password.changed) : "N/A",
    "N/A",
    String(user.mfa),
    ...keyCells(user.keys[0]),
    ...keyCells(user.keys[1]),
    ...["false", "N/A", "false", "N/A"],
  ];
}

/** The credential report's CSV, root first as AWS writes it. */
export function credentialReport(account: Account, root: RootUser, users: readonly User[]): string {
  const key = `${account.id}/root`;
  const rootKey: AccessKey | undefined = root.keys
    ? {
        id: `AKIA${new Dice(key).letters(16)}`,
        active: true,
        rotated: shortlyAfterMidnight(account.joined + 2, key),
        // Whoever has a password signs in with it.
        used: root.password ? undefined : root.used,
        usedRegion: "us-east-1",
        usedService: "iam",
      }
    : undefined;
  const rootCells = [
    "<root_account>",
    `arn:aws:iam::${account.id}:root`,
    stamp(shortlyAfterMidnight(account.joined, key)),
    // Accounts without root credentials say false; for all others AWS does not support the column.
    root.password ? "not_supported" : "false",
    root.password && root.used ? stamp(root.used) : "no_information",
    "not_supported",
    "not_supported",
    String(root.mfa !== "none"),
    ...keyCells(rootKey),
    ...keyCells(undefined),
    ...["false", "N/A", "false", "N/A"],
  ];
  return [columns, rootCells, ...users.map(userCells)].map((cells) => cells.join(",")).join("\n");
}
