import { describe, expect, test } from "vitest";
import { MalformedAnswer } from "#collectors/runtime/decode.ts";
import { decodeCredentialReport } from "./credential-report.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html, in its order. */
const columns = [
  "user",
  "arn",
  "user_creation_time",
  "password_enabled",
  "password_last_used",
  "password_last_changed",
  "password_next_rotation",
  "mfa_active",
  "access_key_1_active",
  "access_key_1_last_rotated",
  "access_key_1_last_used_date",
  "access_key_1_last_used_region",
  "access_key_1_last_used_service",
  "access_key_2_active",
  "access_key_2_last_rotated",
  "access_key_2_last_used_date",
  "access_key_2_last_used_region",
  "access_key_2_last_used_service",
  "cert_1_active",
  "cert_1_last_rotated",
  "cert_2_active",
  "cert_2_last_rotated",
] as const;
type Row = Readonly<Partial<Record<(typeof columns)[number], string>>>;

const unused: Row = {
  user_creation_time: "2025-03-04T05:06:07+00:00",
  password_enabled: "false",
  password_last_used: "N/A",
  password_last_changed: "N/A",
  password_next_rotation: "N/A",
  mfa_active: "false",
  access_key_1_active: "false",
  access_key_2_active: "false",
  cert_1_active: "false",
  cert_2_active: "false",
};

function report(...rows: readonly Row[]): Uint8Array {
  const lines = rows.map((row) => columns.map((column) => row[column] ?? unused[column] ?? "N/A").join(","));
  return new TextEncoder().encode([columns.join(","), ...lines].join("\n"));
}

const arn = "arn:aws:iam::111122223333:user/ana";
const ana = { user: "ana", arn };
const decode = (content: Uint8Array) => [...decodeCredentialReport(content)];
const payload = (row: Row) => decode(report({ ...ana, ...row }))[0]?.payload;

describe("a row becomes a fact", () => {
  test("of a user with a password, MFA and one key of two", () => {
    const row = {
      ...ana,
      password_enabled: "true",
      password_last_used: "2026-11-19T23:59:59+00:00",
      password_last_changed: "2026-01-01T00:00:00+00:00",
      mfa_active: "true",
      access_key_1_active: "true",
      access_key_1_last_rotated: "2026-10-01T08:00:00+00:00",
      access_key_1_last_used_date: "2026-11-18T12:00:00+00:00",
      access_key_1_last_used_region: "eu-west-1",
      access_key_1_last_used_service: "s3",
    };
    expect(decode(report(row))).toEqual([
      {
        kind: "iam.credential",
        resourceId: arn,
        payload: {
          arn,
          user: "ana",
          isRoot: false,
          createdOn: "2025-03-04",
          passwordEnabled: true,
          passwordLastUsedOn: "2026-11-19",
          mfaActive: true,
          keys: [{ active: true, lastRotatedOn: "2026-10-01", lastUsedOn: "2026-11-18" }],
        },
      },
    ]);
  });

  test("of root, whose password is not_supported", () => {
    const root = {
      user: "<root_account>",
      arn: "arn:aws:iam::111122223333:root",
      password_enabled: "not_supported",
      password_last_used: "no_information",
      password_last_changed: "not_supported",
      password_next_rotation: "not_supported",
      mfa_active: "true",
    };
    expect(decode(report(root))[0]?.payload).toMatchObject({
      isRoot: true,
      passwordEnabled: null,
      passwordLastUsedOn: null,
      mfaActive: true,
      keys: [],
    });
  });

  test("of a key that was switched off, but not of one that never was", () => {
    expect(
      payload({ access_key_2_active: "false", access_key_2_last_rotated: "2026-02-03T00:00:00+00:00" }),
    ).toMatchObject({ keys: [{ active: false, lastRotatedOn: "2026-02-03", lastUsedOn: null }] });
    expect(payload({})).toMatchObject({ keys: [] });
  });

  test.each(["N/A", "no_information"])("where %s says that there was no use", (nothing) => {
    expect(payload({ password_enabled: "true", password_last_used: nothing })).toMatchObject({
      passwordLastUsedOn: null,
    });
  });

  test("and every row one of its own", () => {
    const two = report(ana, { user: "bo", arn: "arn:aws:iam::111122223333:user/bo" });
    expect(decode(two).map((fact) => fact.payload.user)).toEqual(["ana", "bo"]);
  });
});

describe("a report that is not what AWS documents", () => {
  test("is refused with the line and the column of a date that is none", () => {
    const bad = { ...ana, user: "bo", access_key_1_last_rotated: "yesterday" };
    expect(() => decode(report(ana, bad))).toThrow(
      'credential report line 3, column access_key_1_last_rotated "yesterday" is not a date',
    );
  });

  test("is refused with the column that is missing", () => {
    const text = new TextDecoder().decode(report(ana)).replace("mfa_active", "mfa");
    expect(() => decode(new TextEncoder().encode(text))).toThrow(
      "credential report line 2, column mfa_active",
    );
  });

  test("is refused when it is cut off in the middle of a row", () => {
    const whole = report(ana, { ...ana, user: "bo" });
    expect(() => decode(whole.slice(0, -40))).toThrow(MalformedAnswer);
    expect(() => decode(whole.slice(0, -40))).toThrow(/credential report .*line 3/);
  });
});
