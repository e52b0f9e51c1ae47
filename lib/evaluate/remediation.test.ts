import fc from "fast-check";
import { expect, test } from "vitest";
import { account, name, placeholder, region, resource } from "#lib/controls/placeholders.ts";
import { hclText, nameOf, remediationFor, shellWord } from "./remediation.ts";

/** Splits a command as a POSIX shell does, for the quoting that `shellWord` uses. */
function words(command: string): string[] {
  const found: string[] = [];
  let word: string | null = null;
  for (let place = 0; place < command.length; place++) {
    const letter = command[place];
    if (letter === "'") {
      const end = command.indexOf("'", place + 1);
      if (end < 0) throw new Error("open quote");
      word = (word ?? "") + command.slice(place + 1, end);
      place = end;
    } else if (letter === "\\") word = (word ?? "") + command[++place];
    else if (letter === " ") {
      if (word !== null) found.push(word);
      word = null;
    } else if (/[$`"&|;<>()\n]/.test(letter ?? "")) throw new Error(`bare ${letter}`);
    else word = (word ?? "") + letter;
  }
  return word === null ? found : [...found, word];
}

const remediation = {
  summary: `${name} in ${region}`,
  cli: `aws iam get-user --user-name=${name} --path=${account}:${resource}/x`,
  terraform: `name = "${name}" # \${other}`,
  verify: `aws iam list-mfa-devices --user-name=${name}`,
};

function filled(resourceId: string) {
  return remediationFor(
    { remediation },
    { accountId: "111122223333", region: "global", resourceId, evidence: { summary: "", fragments: [] } },
  );
}

test("fills in account, Region, resource and name, and nothing else", () => {
  const arn = "arn:aws:iam::111122223333:user/team/alice";
  expect(filled(arn)).toEqual({
    summary: "alice in global",
    cli: `aws iam get-user --user-name=alice --path=111122223333:${arn}/x`,
    terraform: `name = "alice" # \${other}`,
    policy: null,
    verify: "aws iam list-mfa-devices --user-name=alice",
  });
});

test.each([
  ["arn:aws:s3:::my-bucket", "my-bucket"],
  ["arn:aws:ec2:eu-central-1:111122223333:security-group/sg-1", "sg-1"],
  ["arn:aws:iam::111122223333:role/deploy#inline", "inline"],
  ["arn:aws:iam::111122223333:root", "root"],
  ["region/eu-central-1", "eu-central-1"],
  ["111122223333", "111122223333"],
])("the name of %s is %s", (id, expected) => {
  expect(nameOf(id)).toBe(expected);
});

test.each([
  ["plain-Name_1", "plain-Name_1"],
  ["", "''"],
  ["two words", "'two words'"],
  ["it's", "'it'\\''s'"],
  ["$(reboot)", "'$(reboot)'"],
  ["a\nrm -rf ~", "'a\nrm -rf ~'"],
])("as a shell word: %j", (value, word) => {
  expect(shellWord(value)).toBe(word);
});

test.each([
  ["quotes", 'say "hi"', 'say \\"hi\\"'],
  ["backslashes", "back\\slash", "back\\\\slash"],
  ["interpolation", `a\${file(1)}`, `a$\${file(1)}`],
  ["directives", "%{for}", "%%{for}"],
  ["a lone dollar", "5$", "5$"],
  ["lines", "two\nlines", "two\\u000alines"],
])("as HCL text: %s", (_, value, expected) => {
  expect(hclText(value)).toBe(expected);
});

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom("'", '"', "\\", "$", "{", "}", "%", "`", "\n", ";", " ", "name", "-"),
    fc.string(),
  ),
});

test("whatever a name holds, a command keeps its words", () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const text = value.replaceAll("\u0000", "");
      expect(words(filled(text).verify)).toEqual([
        "aws",
        "iam",
        "list-mfa-devices",
        `--user-name=${nameOf(text)}`,
      ]);
    }),
  );
});

test("whatever a name holds, an HCL string ends where it ended", () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const text = hclText(value);
      expect(text).toMatch(/^(?:[^"\\\n]|\\["\\]|\\u[0-9a-f]{4})*$/);
      expect(text.replaceAll(/[$%]{2}\{/g, "")).not.toMatch(/[$%]\{/);
    }),
  );
});

test("fills a control's own placeholders by its evidence, each quoted for its place", () => {
  const own = placeholder("bucket");
  const hostile = `a"b' c`;
  expect(
    remediationFor(
      {
        remediation: {
          summary: own,
          cli: `aws s3 ls s3://${own}`,
          terraform: `bucket = "${own}"`,
          policy: `{"Resource":"arn:aws:s3:::${own}/*"}`,
          verify: "",
          fills: ["bucket"],
        },
      },
      {
        accountId: "111122223333",
        region: "global",
        resourceId: "x",
        evidence: { summary: "", fragments: [], values: { bucket: hostile, name: "not this" } },
      },
    ),
  ).toEqual({
    summary: hostile,
    cli: `aws s3 ls s3://'a"b'\\'' c'`,
    terraform: `bucket = "a\\"b' c"`,
    policy: `{"Resource":"arn:aws:s3:::a\\"b' c/*"}`,
    verify: "",
  });
});
