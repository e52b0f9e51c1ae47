import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { kinds } from "#lib/inventory/kinds.ts";
import { decodeLaunchTemplate } from "./decode-launch-template.ts";

/** After the example of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html */
const documented = {
  LaunchTemplateId: "lt-0a20c965061f64abc",
  LaunchTemplateName: "MyLaunchTemplate",
  VersionNumber: 1,
  DefaultVersion: true,
  CreatedBy: "arn:aws:iam::123456789012:root",
  LaunchTemplateData: {
    ImageId: "ami-6057e21a",
    InstanceType: "t2.medium" as const,
    NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: "subnet-7b16de0c", AssociatePublicIpAddress: true }],
  },
};
const script = `#!/bin/bash\nexport AWS_ACCESS_KEY_ID=AKIA${"QWERTYUIOPASDFGH"}\n`;

test("what a template leaves open is null", async () => {
  const decoded = await decodeLaunchTemplate(documented);
  expect(decoded).toEqual({
    id: "lt-0a20c965061f64abc",
    name: "MyLaunchTemplate",
    version: 1,
    httpTokens: null,
    httpEndpoint: null,
    imageId: "ami-6057e21a",
    instanceProfile: null,
    securityGroupIds: [],
    assignsPublicIp: true,
    secrets: [],
  });
  expect(kinds["ec2.launch-template"].schema.parse(decoded)).toEqual(decoded);
});

test.each([
  ["plain", Buffer.from(script)],
  ["compressed", gzipSync(script)],
])("a key in %s user data is seen by its line and not kept", async (_, bytes) => {
  const LaunchTemplateData = {
    UserData: bytes.toString("base64"),
    MetadataOptions: { HttpTokens: "required" as const },
    IamInstanceProfile: { Name: "web" },
    SecurityGroupIds: ["sg-2", "sg-1"],
  };
  const decoded = await decodeLaunchTemplate({ ...documented, LaunchTemplateData });
  expect(decoded).toMatchObject({
    httpTokens: "required",
    instanceProfile: "web",
    securityGroupIds: ["sg-1", "sg-2"],
    assignsPublicIp: null,
    secrets: [{ type: "aws-access-key", place: "UserData line 2" }],
  });
  expect(JSON.stringify(decoded)).not.toContain("QWERTY");
});

test("user data that unfolds beyond what is searched, or is broken, is not called clean", async () => {
  const huge = gzipSync(Buffer.alloc(400_000, "a"));
  for (const bytes of [huge, huge.subarray(0, 20)]) {
    const LaunchTemplateData = { UserData: bytes.toString("base64") };
    const { secrets } = await decodeLaunchTemplate({ ...documented, LaunchTemplateData });
    expect(secrets).toMatchObject([{ type: "not-scanned", place: "UserData" }]);
  }
});
