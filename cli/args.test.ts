import { describe, expect, it } from "vitest";
import { readArgs, UsageError } from "./args.ts";

const FLAGS = {
  accounts: { type: "number", value: "N", min: 1, max: 5000, help: "how many accounts" },
  "data-dir": { type: "text", value: "DIR", help: "where the data is" },
  fresh: { type: "switch", help: "start anew" },
} as const;

const read = (...argv: string[]) => readArgs("demo", FLAGS, argv);

describe("readArgs", () => {
  it("gives each flag its type", () => {
    const args = read("--accounts", "12", "--data-dir=/x", "--fresh");
    expect([args.number("accounts"), args.text("data-dir"), args.isOn("fresh")]).toEqual([12, "/x", true]);
  });

  it("leaves what is not given undefined, and switches off", () => {
    const args = read();
    expect([args.number("accounts"), args.text("data-dir"), args.isOn("fresh")]).toEqual([
      undefined,
      undefined,
      false,
    ]);
  });

  it.each(["0", "5001", "ten", "1.5", "1e3", ""])("names the flag when its number is %j", (value) => {
    expect(() => read(`--accounts=${value}`)).toThrow(UsageError);
    expect(() => read(`--accounts=${value}`)).toThrow(/--accounts must be a whole number from 1 to 5000/);
  });

  it("names an unknown flag and shows those there are", () => {
    expect(() => read("--acounts", "3")).toThrow(UsageError);
    expect(() => read("--acounts", "3")).toThrow(/--acounts[\s\S]*--accounts N/);
  });

  it("refuses a flag without its value and words nobody asked for", () => {
    expect(() => read("--data-dir")).toThrow(/--data-dir/);
    expect(() => read("please")).toThrow(/please/);
  });
});
