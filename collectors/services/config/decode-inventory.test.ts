import { expect, test } from "vitest";
import { decodeInventory } from "./decode-inventory.ts";

/** As SelectAggregateResourceConfig answers: each result a JSON document in a string. */
const group = (accountId: string, awsRegion: string, resourceType: string) =>
  JSON.stringify({ "COUNT(*)": 3, accountId, awsRegion, resourceType });

test("the groups of an account and Region become one fact, in one order", () => {
  const rows = [
    group("222233334444", "us-east-1", "AWS::S3::Bucket"),
    group("111122223333", "us-east-1", "AWS::S3::Bucket"),
    group("111122223333", "eu-west-1", "AWS::EC2::VPC"),
    group("111122223333", "us-east-1", "AWS::EC2::VPC"),
  ];
  const expected = [
    { accountId: "111122223333", region: "eu-west-1", resourceTypes: ["AWS::EC2::VPC"] },
    { accountId: "111122223333", region: "us-east-1", resourceTypes: ["AWS::EC2::VPC", "AWS::S3::Bucket"] },
    { accountId: "222233334444", region: "us-east-1", resourceTypes: ["AWS::S3::Bucket"] },
  ];
  expect(decodeInventory(rows)).toEqual(expected);
  expect(decodeInventory([...rows].reverse())).toEqual(expected);
});

test("nothing aggregated is no fact", () => {
  expect(decodeInventory([])).toEqual([]);
});

test.each([
  ["{", "SelectAggregateResourceConfig Results[] is not JSON"],
  ["[]", "SelectAggregateResourceConfig Results[]"],
  ['{"accountId":"1","resourceType":"AWS::S3::Bucket"}', "SelectAggregateResourceConfig Results[].awsRegion"],
])("%s is refused, naming what is wrong", (row, message) => {
  expect(() => decodeInventory([row])).toThrow(message);
});
