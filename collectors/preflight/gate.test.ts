import { expect, test } from "vitest";
import { Gate, KnownAlready, StartsWork } from "./gate.ts";

const list = "ec2:DescribeVpcs";
const detail = "s3:GetBucketPolicy";
const answer = (output: object) => async () => ({ output });
const refusal = (name: string) => Object.assign(new Error(`${name} it is`), { name });

test("an operation that was answered is not called again", async () => {
  const gate = new Gate([list], 1);
  await gate.admit(list, answer({}));
  await expect(gate.admit(list, answer({}))).rejects.toThrow(KnownAlready);
  expect(gate.answerOf(list)).toEqual({ state: "allowed", code: null, message: "" });
});

test("calls of one operation that are made at once wait for the first answer", async () => {
  const gate = new Gate([list], 1);
  let calls = 0;
  const call = async () => {
    calls += 1;
    return { output: {} };
  };
  const made = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(() => gate.admit(list, call)));
  expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(calls).toBe(1);
});

test("two more items are asked for where what follows is untried, and no more than that", async () => {
  const gate = new Gate([list, detail], 1);
  for (const _ of [1, 2, 3]) await gate.admit(list, answer({}));
  await expect(gate.admit(list, answer({}))).rejects.toThrow(KnownAlready);
});

test("a refusal is answered by two more items; one of them that is allowed decides", async () => {
  const gate = new Gate([detail], 1);
  const deny = () => Promise.reject(refusal("AccessDenied"));
  await expect(gate.admit(detail, deny)).rejects.toThrow("AccessDenied");
  expect(gate.answerOf(detail)?.state).toBe("denied");
  await gate.admit(detail, answer({}));
  expect(gate.answerOf(detail)?.state).toBe("allowed");
});

test("the error that ended the read decides, whatever was allowed before", async () => {
  const gate = new Gate([list], 2);
  await gate.admit(list, answer({}));
  const error = refusal("UnauthorizedOperation");
  await expect(gate.admit(list, () => Promise.reject(error))).rejects.toThrow(error);
  gate.fatal = error;
  expect(gate.answerOf(list)).toMatchObject({ state: "denied", code: "UnauthorizedOperation" });
});

test("an error that the read takes for none is an answer", async () => {
  const gate = new Gate([detail], 1);
  const error = refusal("NoSuchBucketPolicy");
  await expect(gate.admit(detail, () => Promise.reject(error))).rejects.toThrow(error);
  expect(gate.answerOf(detail)?.state).toBe("unanswered");
  gate.forgive(error);
  expect(gate.answerOf(detail)?.state).toBe("allowed");
});

test.each([
  "NextToken",
  "nextToken",
  "Marker",
  "NextMarker",
  "ContinuationToken",
  "PaginationToken",
  "position",
])("a further page is hidden: %s", async (token) => {
  const page = { Items: [1], [token]: "more" };
  await new Gate([list], 1).admit(list, answer(page));
  expect(page).toEqual({ Items: [1] });
});

test("a read that is to see everything keeps its pages, and is not counted", async () => {
  const gate = new Gate([list], Infinity);
  const page = { NextToken: "more" };
  for (const _ of [1, 2, 3, 4, 5]) await gate.admit(list, answer(page));
  expect(page).toEqual({ NextToken: "more" });
});

test("what would start work is never called", async () => {
  const gate = new Gate(["iam:GenerateCredentialReport"], Infinity);
  const call = () => Promise.reject(new Error("called"));
  await expect(gate.admit("iam:GenerateCredentialReport", call)).rejects.toThrow(StartsWork);
  expect(gate.answerOf("iam:GenerateCredentialReport")).toBeUndefined();
  expect([...gate.withheld]).toEqual(["iam:GenerateCredentialReport"]);
});
