import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { MalformedAnswer } from "#collectors/runtime/decode.ts";
import type { Emission } from "#collectors/runtime/define.ts";

/** Values the report uses for "nothing": https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
const nothing = new Set(["N/A", "no_information", "not_supported", ""]);

const day = z.string().transform((value, context) => {
  if (nothing.has(value)) return null;
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) {
    context.addIssue({ code: "custom", message: `"${value}" is not a date` });
    return z.NEVER;
  }
  return date.toISOString().slice(0, 10);
});
const flag = z.string().transform((value) => value.toLowerCase() === "true");

const row = z.object({
  user: z.string().min(1),
  arn: z.string().min(1),
  user_creation_time: day,
  password_enabled: z.string(),
  password_last_used: day,
  mfa_active: flag,
  access_key_1_active: flag,
  access_key_1_last_rotated: day,
  access_key_1_last_used_date: day,
  access_key_2_active: flag,
  access_key_2_last_rotated: day,
  access_key_2_last_used_date: day,
});

function linesOf(content: Uint8Array): readonly unknown[] {
  try {
    return parse(Buffer.from(content), { columns: true, skip_empty_lines: true });
  } catch (error) {
    if (error instanceof CsvError)
      throw new MalformedAnswer("credential report", `is cut off: ${error.message}`);
    throw error;
  }
}

/**
 * The credential report, one fact a row, root included. A key counts as present once it is active or has ever
 * been rotated.
 *
 * @throws Malformed, naming line and column, where the report is not what AWS documents.
 */
export function* decodeCredentialReport(content: Uint8Array): Generator<Emission<"iam.credential">> {
  const rows = linesOf(content);
  for (const [index, raw] of rows.entries()) {
    const parsed = row.safeParse(raw);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new MalformedAnswer(
        `credential report line ${index + 2}, column ${issue?.path.join(".")}`,
        issue?.message ?? "does not fit",
      );
    }
    const report = parsed.data;
    const keys = [
      {
        active: report.access_key_1_active,
        lastRotatedOn: report.access_key_1_last_rotated,
        lastUsedOn: report.access_key_1_last_used_date,
      },
      {
        active: report.access_key_2_active,
        lastRotatedOn: report.access_key_2_last_rotated,
        lastUsedOn: report.access_key_2_last_used_date,
      },
    ];
    yield {
      kind: "iam.credential",
      resourceId: report.arn,
      payload: {
        arn: report.arn,
        user: report.user,
        isRoot: report.user === "<root_account>",
        createdOn: report.user_creation_time,
        passwordEnabled:
          report.password_enabled === "not_supported"
            ? null
            : report.password_enabled.toLowerCase() === "true",
        passwordLastUsedOn: report.password_last_used,
        mfaActive: report.mfa_active,
        keys: keys.filter((key) => key.active || key.lastRotatedOn !== null),
      },
    };
  }
}
