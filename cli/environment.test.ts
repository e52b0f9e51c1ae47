import { describe, expect, it } from "vitest";
import { assertLoopback, simulatedAws, withoutAws } from "./environment.ts";

const USER = {
  PATH: "/bin",
  AWS_PROFILE: "production",
  AWS_SECRET_ACCESS_KEY: "real",
  POSTERN_ROLE_NAME: "Other",
};

describe("simulatedAws", () => {
  it("lets nothing of the user's AWS settings through and closes the shared files", () => {
    const env = simulatedAws(USER, {
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      AWS_SECRET_ACCESS_KEY: "simulated",
    });
    expect(env).toMatchObject({
      PATH: "/bin",
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      AWS_SECRET_ACCESS_KEY: "simulated",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    });
    expect(env).not.toHaveProperty("AWS_PROFILE");
    expect(env).not.toHaveProperty("POSTERN_ROLE_NAME");
  });
});

describe("withoutAws", () => {
  it("keeps everything but the SDK's variables", () => {
    expect(withoutAws(USER)).toEqual({ PATH: "/bin", POSTERN_ROLE_NAME: "Other" });
  });
});

describe("assertLoopback", () => {
  it.each([
    { HOST: "0.0.0.0" },
    { HOSTNAME: "0.0.0.0" },
    { HOSTNAME: "::" },
    { HOST: "postern.example.com" },
    { HOST: "10.0.0.1" },
  ])("refuses %j", (env) => {
    expect(() => assertLoopback(env)).toThrow(/until sign-in exists/);
  });

  it.each([
    {},
    { HOST: "127.0.0.1" },
    { HOST: "localhost" },
    { HOSTNAME: "::1" },
    { HOSTNAME: "3f2a9c0b1d" },
  ])("accepts %j", (env) => {
    expect(() => assertLoopback(env)).not.toThrow();
  });
});
