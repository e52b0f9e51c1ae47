import { describe, expect, test } from "vitest";
import { attestationInput } from "./attestation-input.ts";
import { BadInput, fieldErrors, parseInput } from "./bad-input.ts";
import { exceptionInput } from "./exception-input.ts";

const today = "2026-11-22";
const good = {
  controlId: "s3-tls-only",
  scope: "account",
  target: "111122223333",
  reason: "The reader cannot speak TLS before January.",
  owner: "payments",
  requester: "ada",
  approver: "grace",
  startsOn: today,
  endsOn: "2027-01-31",
};

const errors = (change: object) => {
  const parsed = exceptionInput(today).safeParse({ ...good, ...change });
  return parsed.success ? {} : fieldErrors(parsed.error);
};

describe("an exception", () => {
  test("that says everything is taken, without blanks around", () => {
    expect(parseInput(exceptionInput(today), { ...good, owner: " payments " })).toEqual(good);
  });

  test.each([
    ["no control", { controlId: "" }, "controlId"],
    ["a scope that is none", { scope: "galaxy" }, "scope"],
    ["an account of another length", { target: "1111" }, "target"],
    ["an account for a unit", { scope: "organizational-unit" }, "target"],
    ["nothing to cover", { target: "" }, "target"],
    ["a tag without a value", { scope: "tag", target: "environment" }, "target"],
    ["a blank reason", { reason: "  " }, "reason"],
    ["a reason of a megabyte", { reason: "x".repeat(1_000_000) }, "reason"],
    ["a NUL", { reason: "a\0b" }, "reason"],
    ["no owner", { owner: undefined }, "owner"],
    ["one person", { approver: " ADA" }, "approver"],
    ["yesterday", { startsOn: "2026-11-21" }, "startsOn"],
    ["a day that does not exist", { startsOn: "2026-11-31" }, "startsOn"],
    ["an end before its start", { startsOn: "2026-12-10", endsOn: "2026-12-09" }, "endsOn"],
    ["an end today", { endsOn: today }, "endsOn"],
    ["more than a year", { endsOn: "2027-11-23" }, "endsOn"],
    ["a field nobody asked for", { recordedBy: "root" }, "recordedBy"],
  ])("with %s is refused at that field alone", (_, change, field) => {
    expect(Object.keys(errors(change))).toEqual([field]);
  });

  test("of exactly a year is taken", () => {
    expect(errors({ endsOn: "2027-11-22" })).toEqual({});
  });

  test("with several faults has all of them named at once", () => {
    const found = errors({ reason: "", approver: "ada", endsOn: "2020-01-01", target: "x" });
    expect(Object.keys(found).sort()).toEqual(["approver", "endsOn", "reason", "target"]);
  });

  test("that is not even an object is refused", () => {
    expect(() => parseInput(exceptionInput(today), "[]")).toThrow(BadInput);
  });
});

describe("an attestation", () => {
  const word = {
    controlId: "slr-reviewed",
    accountId: null,
    met: true,
    attestedBy: "ada",
    statement: "Reviewed with the owners.",
    evidenceUrl: "https://wiki.example.com/reviews/2026-11",
    validUntil: "2027-11-22",
  };
  const fieldsOf = (change: object) => {
    const parsed = attestationInput(today).safeParse({ ...word, ...change });
    return parsed.success ? [] : Object.keys(fieldErrors(parsed.error));
  };
  test.each([
    ["all it needs", {}, []],
    ["a script for a link", { evidenceUrl: "javascript:alert(1)" }, ["evidenceUrl"]],
    ["a link without TLS", { evidenceUrl: "http://wiki.example.com" }, ["evidenceUrl"]],
    ["no link", { evidenceUrl: "" }, ["evidenceUrl"]],
    ["neither met nor not", { met: null }, ["met"]],
    ["more than a year", { validUntil: "2027-11-23" }, ["validUntil"]],
    ["yesterday", { validUntil: "2026-11-21" }, ["validUntil"]],
    ["half an account", { accountId: "12" }, ["accountId"]],
  ])("with %s", (_, change, fields) => {
    expect(fieldsOf(change)).toEqual(fields);
  });
});
