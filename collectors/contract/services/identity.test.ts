import { AccountClient, PutAlternateContactCommand } from "@aws-sdk/client-account";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { CreateUserCommand as CreatePersonCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import {
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  ListInstancesCommand,
  ProvisionPermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alternateContacts } from "#collectors/services/account/account.ts";
import { iam } from "#collectors/services/iam/iam.ts";
import { iamOrganization } from "#collectors/services/iam/organization-features.ts";
import { identityCenter } from "#collectors/services/identity-center/identity-center.ts";
import { expectProven } from "../expect-proven.ts";
import { given } from "../world/place.ts";
import { openServiceBench, outcomes, type ServiceBench } from "./testing/service-bench.ts";

const region = "us-east-1";
const place = { region, credentials: { accessKeyId: "testing", secretAccessKey: "testing" } };

let bench: ServiceBench;
beforeAll(async () => {
  bench = await openServiceBench();
});
afterAll(() => bench?.close());

test("access keys: of every user, with last use only where the credential report leaves some out", async () => {
  const client = new IAMClient(place);
  const keyOf = async (UserName: string) => {
    const { AccessKey } = await client.send(new CreateAccessKeyCommand({ UserName }));
    return given(AccessKey?.AccessKeyId, "AccessKeyId");
  };
  for (const UserName of ["ana", "ci", "nobody"]) await client.send(new CreateUserCommand({ UserName }));
  const only = await keyOf("ana");
  const first = await keyOf("ci");
  const second = await keyOf("ci");
  await client.send(new UpdateAccessKeyCommand({ UserName: "ci", AccessKeyId: first, Status: "Inactive" }));

  const seen = outcomes(await bench.collect(iam));
  expect(seen["iam.access-key"]).toBe("complete");
  const today = new Date().toISOString().slice(0, 10);
  const arn = (user: string) => `arn:aws:iam::${bench.accountId}:user/${user}`;
  const key = (user: string, keyId: string, active: boolean) => [
    `${arn(user)}/access-key/${keyId}`,
    { keyId, userArn: arn(user), active, createdOn: today, lastUsed: null },
  ];
  expect([...(await bench.stored("iam.access-key"))].sort()).toEqual(
    [key("ana", only, true), key("ci", first, false), key("ci", second, true)].sort(),
  );
});

test("what moto lacks of IAM costs only what rests on it", async () => {
  const seen = outcomes(await bench.collect(iam));
  expect(seen["iam.user"]).toBe("complete");
  expect(seen["iam.last-accessed"]).toMatch(/^failed iam:GenerateServiceLastAccessedDetails /);
  const organization = outcomes(await bench.collect(iamOrganization));
  expect(organization["iam.organization-features"]).toMatch(/^failed iam:ListOrganizationsFeatures /);
});

test("Identity Center: its instance, permission sets with their sessions, who has them where, and its users", async () => {
  const admin = new SSOAdminClient(place);
  const { Instances } = await admin.send(new ListInstancesCommand({}));
  const InstanceArn = given(Instances?.[0]?.InstanceArn, "InstanceArn");
  const IdentityStoreId = given(Instances?.[0]?.IdentityStoreId, "IdentityStoreId");
  const setOf = async (Name: string, SessionDuration: string) => {
    const made = await admin.send(new CreatePermissionSetCommand({ InstanceArn, Name, SessionDuration }));
    return given(made.PermissionSet?.PermissionSetArn, "PermissionSetArn");
  };
  const admins = await setOf("Administrators", "PT12H");
  const readers = await setOf("Readers", "PT4H");
  const people = new IdentitystoreClient(place);
  const { UserId } = await people.send(
    new CreatePersonCommand({
      IdentityStoreId,
      UserName: "ana@example.com",
      DisplayName: "Ana",
      Name: { GivenName: "Ana", FamilyName: "Silva" },
    }),
  );
  const userId = given(UserId, "UserId");
  await admin.send(
    new CreateAccountAssignmentCommand({
      InstanceArn,
      PermissionSetArn: admins,
      PrincipalId: userId,
      PrincipalType: "USER",
      TargetId: bench.accountId,
      TargetType: "AWS_ACCOUNT",
    }),
  );
  // AWS provisions with the first assignment; moto when told, and in its own account.
  await admin.send(
    new ProvisionPermissionSetCommand({
      InstanceArn,
      PermissionSetArn: admins,
      TargetType: "ALL_PROVISIONED_ACCOUNTS",
    }),
  );

  expect(outcomes(await bench.collect(identityCenter))).toEqual({
    "identity-center.instance": "complete",
    "identity-center.permission-set": "complete",
    "identity-center.assignment": "complete",
    "identity-center.user": "complete",
  });
  expect([...(await bench.stored("identity-center.instance")).values()]).toEqual([
    {
      arn: InstanceArn,
      identityStoreId: IdentityStoreId,
      ownerAccountId: bench.accountId,
      status: "ACTIVE",
      region,
    },
  ]);
  const set = (arn: string, name: string, sessionDuration: string) => [
    arn,
    { arn, instanceArn: InstanceArn, name, sessionDuration },
  ];
  expect([...(await bench.stored("identity-center.permission-set"))].sort()).toEqual(
    [set(admins, "Administrators", "PT12H"), set(readers, "Readers", "PT4H")].sort(),
  );
  expect([...(await bench.stored("identity-center.assignment"))]).toEqual([
    [
      `${admins}#${bench.accountId}/USER/${userId}`,
      { permissionSetArn: admins, accountId: bench.accountId, principalType: "USER", principalId: userId },
    ],
  ]);
  const users = await bench.stored("identity-center.user");
  expect([...users]).toEqual([
    [
      `arn:aws:identitystore:::user/${userId}`,
      { userId, identityStoreId: IdentityStoreId, externalIssuers: [] },
    ],
  ]);
  expect(JSON.stringify([...users])).not.toMatch(/ana|silva/i);
});

test("the security contact: none, then whole, and never who it is", async () => {
  const id = `account/${bench.accountId}`;
  expect(outcomes(await bench.collect(alternateContacts))).toEqual({
    "account.alternate-contact": "complete",
  });
  expect([...(await bench.stored("account.alternate-contact"))]).toEqual([
    [id, { type: "SECURITY", name: false, email: false, phone: false }],
  ]);
  await new AccountClient(place).send(
    new PutAlternateContactCommand({
      AlternateContactType: "SECURITY",
      Name: "Ana Silva",
      Title: "CISO",
      EmailAddress: "ana@example.com",
      PhoneNumber: "+1 555 0100",
    }),
  );
  await bench.collect(alternateContacts);
  expect([...(await bench.stored("account.alternate-contact"))]).toEqual([
    [id, { type: "SECURITY", name: true, email: true, phone: true }],
  ]);
});

test("moto answered every operation that this proves", () => {
  expectProven(import.meta.filename, bench.answered);
});
