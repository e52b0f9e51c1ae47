import { describe, expect, test } from "vitest";
import { decodeGroup, decodePolicy, decodeRole, decodeUser } from "./authorization-details.ts";

/** Shapes and values after https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
const CreateDate = new Date("2013-09-06T00:00:00Z");
const document =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}';
const encoded =
  "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3AGet%2A%22%2C%22Resource%22%3A%22%2A%22%7D%5D%7D";

const role = {
  Arn: "arn:aws:iam::123456789012:role/EC2role",
  RoleName: "EC2role",
  RoleId: "AROAEXAMPLE1",
  Path: "/",
  CreateDate,
  AssumeRolePolicyDocument: encoded,
  AttachedManagedPolicies: [{ PolicyName: "Read", PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
  RolePolicyList: [{ PolicyName: "inline", PolicyDocument: encoded }],
};

test("a role carries its trust policy decoded, and its inline policies are facts of their own", () => {
  const [decoded, inline] = decodeRole({
    ...role,
    RoleLastUsed: { LastUsedDate: new Date("2026-11-03T22:10:00Z"), Region: "us-east-1" },
  });
  expect(decoded).toEqual({
    kind: "iam.role",
    resourceId: role.Arn,
    payload: {
      arn: role.Arn,
      name: "EC2role",
      id: "AROAEXAMPLE1",
      path: "/",
      createdAt: "2013-09-06T00:00:00.000Z",
      trustPolicy: document,
      attachedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      boundaryArn: null,
      lastUsedOn: "2026-11-03",
    },
  });
  expect(inline).toEqual({
    kind: "iam.policy",
    resourceId: `${role.Arn}#inline`,
    payload: { name: "inline", type: "inline", document, attachmentCount: 1, principalArn: role.Arn },
  });
});

test("a role that was never used says so by an empty RoleLastUsed", () => {
  expect([...decodeRole({ ...role, RoleLastUsed: {} })][0]?.payload).toMatchObject({ lastUsedOn: null });
});

test("a user's groups and policies come in one order whatever AWS's", () => {
  const user = {
    Arn: "arn:aws:iam::123456789012:user/Alice",
    UserName: "Alice",
    UserId: "AIDACKCEVSQ6C2EXAMPLE",
    CreateDate,
    GroupList: ["Ops", "Admins"],
    PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::123456789012:policy/edge" },
  };
  const forth = [...decodeUser(user)];
  expect([...decodeUser({ ...user, GroupList: ["Admins", "Ops"] })]).toEqual(forth);
  expect(forth[0]?.payload).toMatchObject({
    groups: ["Admins", "Ops"],
    boundaryArn: "arn:aws:iam::123456789012:policy/edge",
  });
});

test("a group's inline policy stands in the group", () => {
  const Arn = "arn:aws:iam::123456789012:group/Admins";
  const facts = [
    ...decodeGroup({
      Arn,
      GroupName: "Admins",
      GroupPolicyList: [{ PolicyName: "AdminPolicy", PolicyDocument: encoded }],
    }),
  ];
  expect(facts.map((fact) => fact.resourceId)).toEqual([Arn, `${Arn}#AdminPolicy`]);
});

describe("managed policies", () => {
  const policy = (Arn: string, AttachmentCount: number, PermissionsBoundaryUsageCount = 0) => ({
    Arn,
    PermissionsBoundaryUsageCount,
    PolicyName: "create-update-delete-set-managed-policies",
    AttachmentCount,
    DefaultVersionId: "v2",
    PolicyVersionList: [
      { VersionId: "v1", IsDefaultVersion: false, Document: "%7B%7D" },
      { VersionId: "v2", IsDefaultVersion: true, Document: encoded },
    ],
  });
  const customer = "arn:aws:iam::123456789012:policy/own";
  const aws = "arn:aws:iam::aws:policy/AdministratorAccess";
  const china = "arn:aws-cn:iam::aws:policy/AdministratorAccess";

  test("are kept in their default version", () => {
    expect([...decodePolicy(policy(customer, 1))][0]?.payload).toMatchObject({ type: "customer", document });
  });

  test.each([
    [customer, 0, 0, 1],
    [aws, 0, 0, 0],
    [aws, 3, 0, 1],
    [aws, 0, 1, 1],
    [china, 0, 0, 0],
  ])("%s attached %i times, a boundary %i times, makes %i facts", (arn, attached, boundary, facts) => {
    expect([...decodePolicy(policy(arn, attached, boundary))]).toHaveLength(facts);
  });
});

describe("what AWS always sends is named when it is missing", () => {
  const { RoleName: _, ...unnamed } = role;
  test.each([
    ["RoleDetail.RoleName", unnamed],
    [
      "RoleDetail.AssumeRolePolicyDocument is not URL-encoded",
      { ...role, AssumeRolePolicyDocument: "%E0%A4%A" },
    ],
    ["RoleDetail.CreateDate", { ...role, CreateDate: undefined }],
  ])("%s", (message, detail) => {
    expect(() => [...decodeRole(detail)]).toThrow(message);
  });
});
