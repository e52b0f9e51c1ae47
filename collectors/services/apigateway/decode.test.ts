import { expect, test } from "vitest";
import { decodePolicy } from "./decode.ts";

const document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*"}]}';

test("a policy is a document again, its quotes escaped or not", () => {
  expect(decodePolicy(document.replaceAll('"', '\\"'))).toBe(document);
  expect(decodePolicy(document)).toBe(document);
});

test("no policy is null, and what is no document is refused without being quoted", () => {
  expect(decodePolicy(undefined)).toBeNull();
  expect(decodePolicy("")).toBeNull();
  expect(() => decodePolicy('{"Version"')).toThrow("RestApi.policy is not a JSON document");
});
