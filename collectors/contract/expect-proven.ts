import { expect } from "vitest";
import { provenIn } from "./proofs.ts";

/** Fails where moto did not answer what a contract test is named for as proof. */
export function expectProven(file: string, answered: ReadonlySet<string>): void {
  const named = provenIn(file);
  expect(named).not.toEqual([]);
  expect(named.filter((operation) => !answered.has(operation))).toEqual([]);
}
