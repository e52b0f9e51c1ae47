import { describe, expect, it } from "vitest";
import { readConfig } from "#lib/config.ts";

describe("readConfig", () => {
  it("has a default for everything that has one", () => {
    expect(readConfig({})).toEqual({
      databaseUrl: undefined,
      port: 3000,
      roleName: "PosternReadOnly",
      externalId: undefined,
      regions: undefined,
      schedule: "17 * * * *",
      concurrency: 8,
      settings: {
        requiredTags: [],
        driftSlaDays: { critical: 1, high: 7, medium: 30, low: 90, informational: null },
      },
    });
  });

  it("takes the tag standard and the days of some severities", () => {
    const env = {
      POSTERN_REQUIRED_TAGS: "owner, environment,owner",
      POSTERN_DRIFT_SLA_DAYS: "high=3,low=180",
    };
    expect(readConfig(env).settings).toEqual({
      requiredTags: ["owner", "environment"],
      driftSlaDays: { critical: 1, high: 3, medium: 30, low: 180, informational: null },
    });
    expect(() => readConfig({ POSTERN_DRIFT_SLA_DAYS: "urgent=1" })).toThrow(
      /POSTERN_DRIFT_SLA_DAYS must be/,
    );
  });

  it("takes a variable set to nothing as not set", () => {
    expect(readConfig({ PORT: "", POSTERN_REGIONS: " " })).toMatchObject({ port: 3000, regions: undefined });
  });

  it("splits, trims and unites Regions", () => {
    expect(readConfig({ POSTERN_REGIONS: "eu-central-1, us-gov-west-1,eu-central-1" }).regions).toEqual([
      "eu-central-1",
      "us-gov-west-1",
    ]);
  });

  it.each([
    ["PORT", "80a"],
    ["PORT", "70000"],
    ["POSTERN_CONCURRENCY", "0"],
    ["POSTERN_CONCURRENCY", "2.5"],
    ["POSTERN_REGIONS", "eu-central-1,everywhere"],
    ["POSTERN_ROLE_NAME", "arn:aws:iam::123456789012:role/x"],
    ["POSTERN_SCHEDULE", "hourly"],
    ["POSTERN_SCHEDULE", "17 * * *"],
    ["DATABASE_URL", "mysql://localhost"],
    ["POSTERN_THREAT_QUEUE_URL", "arn:aws:sqs:eu-central-1:111122223333:postern-threats"],
  ])("names %s and what is allowed when it is %s", (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`${name} must be .{5,}`));
  });

  it("names every wrong variable at once, and never the password", () => {
    const read = () => readConfig({ PORT: "x", DATABASE_URL: "mysql://me:secret@host/db" });
    expect(read).toThrow(/DATABASE_URL must be/);
    expect(read).toThrow(/PORT must be/);
    expect(read).not.toThrow(/secret/);
  });

  it.each(["*/15 * * * *", "0 3 * * 1-5", "0,30 6-18/2 1 * *"])("accepts the schedule %s", (schedule) => {
    expect(readConfig({ POSTERN_SCHEDULE: schedule }).schedule).toBe(schedule);
  });
});
