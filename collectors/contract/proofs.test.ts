import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { allCollectors } from "#collectors/registry.ts";
import { declaredOperations } from "#collectors/runtime/access-policy.ts";
import { answeredOtherwise, lacking } from "./missing-operations.ts";
import { proofs } from "./proofs.ts";

const root = path.resolve(import.meta.dirname, "..", "..");
const read = (file: string) => readFile(path.join(root, file), "utf8");
const by = (kind: string) =>
  Object.entries(proofs).flatMap(([operation, proof]) => (proof.by === kind ? [operation] : []));

test("every declared operation has a proof, and nothing else has", () => {
  expect(Object.keys(proofs).sort()).toEqual(declaredOperations(allCollectors));
});

const contractTests = new Set(
  Object.values(proofs).flatMap((proof) => (proof.by === "moto" ? [proof.test] : [])),
);
test.each([...contractTests])("%s fails when moto does not answer what it proves", async (file) => {
  expect((await read(file)).includes("expectProven(import.meta.filename, ")).toBe(true);
});

const pages = Object.entries(proofs).flatMap(([operation, proof]) =>
  proof.by === "documentation" ? [[operation, proof] as const] : [],
);
test.each(pages)("%s is decoded as AWS documents it", async (_operation, proof) => {
  expect((await read(proof.test)).includes(proof.page)).toBe(true);
});

test("what moto proves it does not lack, and what it does not prove it lacks or answers otherwise", () => {
  expect(by("moto").filter((operation) => operation in lacking)).toEqual([]);
  const known = new Set([...Object.keys(lacking), ...answeredOtherwise]);
  const unproven = [...by("documentation"), ...by("simulator")];
  expect(unproven.filter((operation) => !known.has(operation))).toEqual([]);
  expect(Object.keys(lacking).filter((operation) => !unproven.includes(operation))).toEqual([]);
});
