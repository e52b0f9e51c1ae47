import { devNull } from "node:os";
import { isLoopbackHost } from "#lib/auth/loopback.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment without anything the AWS SDK reads: what the app, which never calls AWS, is given. */
export function withoutAws(env: Environment): Record<string, string> {
  return pick(env, (name) => !name.startsWith("AWS_"));
}

/**
 * The environment of a worker that is to see the simulator and nothing else: neither the user's AWS profile
 * and credentials nor settings that belong to a real organization.
 */
export function simulatedAws(env: Environment, simulator: Environment): Record<string, string> {
  return {
    ...pick(env, (name) => !name.startsWith("AWS_") && !name.startsWith("POSTERN_")),
    ...pick(simulator, (name) => name.startsWith("AWS_")),
    AWS_REGION: "us-east-1",
    // The standard that the simulated organization means to keep.
    POSTERN_REQUIRED_TAGS: "cost-center,environment,owner",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    NO_PROXY: "127.0.0.1,localhost",
    no_proxy: "127.0.0.1,localhost",
  };
}

/** Refuses to listen anywhere but on the loopback address, as nobody has to sign in yet. */
export function assertLoopback(env: Environment): void {
  for (const name of ["HOST", "HOSTNAME"]) {
    const value = env[name] ?? "";
    // Containers set HOSTNAME to their own name, which asks for nothing; an address does.
    const asks = name === "HOST" ? value !== "" : /^[\d.]+$|:/.test(value);
    if (asks && !isLoopbackHost(value)) {
      throw new Error(
        `${name} is ${value}, but Postern listens on 127.0.0.1 only until sign-in exists. Unset ${name}; to reach it from elsewhere, use an SSH tunnel.`,
      );
    }
  }
}

function pick(env: Environment, wanted: (name: string) => boolean): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && wanted(name)) picked[name] = value;
  }
  return picked;
}
