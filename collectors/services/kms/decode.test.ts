import { describe, expect, test } from "vitest";
import { awsManagedKeyIds, decodeKey, rotates } from "./decode.ts";

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html, the example of a KMS key. */
const documented = {
  AWSAccountId: "111122223333",
  Arn: "arn:aws:kms:us-east-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  CreationDate: new Date("2017-10-12T18:36:02Z"),
  CustomerMasterKeySpec: "SYMMETRIC_DEFAULT" as const,
  Description: "",
  Enabled: true,
  EncryptionAlgorithms: ["SYMMETRIC_DEFAULT" as const],
  KeyId: "1234abcd-12ab-34cd-56ef-1234567890ab",
  KeyManager: "CUSTOMER" as const,
  KeySpec: "SYMMETRIC_DEFAULT" as const,
  KeyState: "Enabled" as const,
  KeyUsage: "ENCRYPT_DECRYPT" as const,
  MultiRegion: false,
  Origin: "AWS_KMS" as const,
};

const decoded = {
  id: "1234abcd-12ab-34cd-56ef-1234567890ab",
  description: "",
  aliases: ["ExampleAlias"],
  state: "Enabled",
  usage: "ENCRYPT_DECRYPT",
  spec: "SYMMETRIC_DEFAULT",
  origin: "AWS_KMS",
  manager: "CUSTOMER",
  multiRegion: false,
};

describe("a key", () => {
  test("keeps what it is for and not its dates", () => {
    expect(decodeKey(documented, ["alias/ExampleAlias"])).toEqual(decoded);
  });
  test("is understood under its spec's older name", () => {
    expect(decodeKey({ ...documented, KeySpec: undefined }, []).spec).toBe("SYMMETRIC_DEFAULT");
  });
  test.each([
    ["KeyMetadata.KeyState is missing", { ...documented, KeyState: undefined }],
    [
      "KeyMetadata.KeySpec is missing",
      { ...documented, KeySpec: undefined, CustomerMasterKeySpec: undefined },
    ],
    ["KeyMetadata.Origin is missing", { ...documented, Origin: undefined }],
  ])("%s", (message, broken) => {
    expect(() => decodeKey(broken, [])).toThrow(message);
  });
});

test.each([
  [true, {}],
  [true, { multiRegion: true }],
  [false, { spec: "RSA_2048" }],
  [false, { spec: "HMAC_256" }],
  [false, { origin: "EXTERNAL" }],
  [false, { origin: "AWS_CLOUDHSM" }],
  [false, { state: "Disabled" }],
  [false, { state: "PendingDeletion" }],
])("%s: whether a key rotates by itself that is %o", (expected, unlike) => {
  expect(rotates({ ...decoded, ...unlike })).toBe(expected);
});

test("aliases under alias/aws/ name the keys that AWS manages, where there is one yet", () => {
  const aliases = [
    { AliasName: "alias/aws/acm", TargetKeyId: "da03f6f7-d279-427a-9cae-de48d07e5b66" },
    { AliasName: "alias/aws/dynamodb" },
    { AliasName: "alias/access-key", TargetKeyId: "0987dcba-09fe-87dc-65ba-ab0987654321" },
    { AliasName: "alias/awshelp", TargetKeyId: "1234abcd-12ab-34cd-56ef-1234567890ab" },
  ];
  expect([...awsManagedKeyIds(aliases)]).toEqual(["da03f6f7-d279-427a-9cae-de48d07e5b66"]);
});
