import { parseArgs } from "node:util";

/** A command line that cannot be understood: the message names the flag, the exit code is 2. */
export class UsageError extends Error {}

/** What a command takes: `--name` as a switch, or with a text or a number. */
export type Flag =
  | { type: "switch"; help: string }
  | { type: "text"; value: string; help: string }
  | { type: "number"; value: string; min: number; max: number; help: string };

export type Flags = Readonly<Record<string, Flag>>;

type NamesOf<F extends Flags, T extends Flag["type"]> = {
  [Name in keyof F]: F[Name]["type"] extends T ? Name : never;
}[keyof F];

/** A command line that was understood. */
export type Args<F extends Flags> = {
  isOn(name: NamesOf<F, "switch">): boolean;
  text(name: NamesOf<F, "text">): string | undefined;
  number(name: NamesOf<F, "number">): number | undefined;
  positionals: string[];
};

/** Reads a command line; `--help` prints the usage and ends the process. */
export function readArgs<F extends Flags>(
  command: string,
  flags: F,
  argv: readonly string[],
  positional = "",
): Args<F> {
  if (argv.includes("--help") || argv.includes("-h")) {
    process.stdout.write(`${usage(command, flags, positional)}\n`);
    process.exit(0);
  }
  const raw = parse(command, flags, argv, positional);
  const on = new Set<PropertyKey>();
  const texts = new Map<PropertyKey, string>();
  const numbers = new Map<PropertyKey, number>();
  for (const [name, flag] of Object.entries(flags)) {
    const value = raw.values[name];
    if (value === true) on.add(name);
    else if (typeof value === "string" && flag.type === "number")
      numbers.set(name, toNumber(name, flag, value));
    else if (typeof value === "string" && flag.type === "text") texts.set(name, toText(name, flag, value));
  }
  return {
    isOn: (name) => on.has(name),
    text: (name) => texts.get(name),
    number: (name) => numbers.get(name),
    positionals: raw.positionals,
  };
}

/** Runs a command; an error becomes its message alone, and the exit code 2 when the command line was wrong. */
export async function runCommand(main: () => Promise<number>): Promise<never> {
  try {
    process.exit(await main());
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? describe(error) : String(error)}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}

function describe(error: Error): string {
  return process.env["POSTERN_DEBUG"] ? (error.stack ?? error.message) : error.message;
}

function parse(command: string, flags: Flags, argv: readonly string[], positional: string) {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [
      name,
      { type: flag.type === "switch" ? ("boolean" as const) : ("string" as const) },
    ]),
  );
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: positional !== "", strict: true });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(". To specify")[0] ?? "") : String(error);
    throw new UsageError(`${reason}.\n\n${usage(command, flags, positional)}`.replace("..", "."));
  }
}

function toText(name: string, flag: { value: string }, text: string): string {
  if (text === "") throw new UsageError(`--${name} needs ${flag.value}.`);
  return text;
}

function toNumber(name: string, flag: { min: number; max: number }, text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= flag.min && number <= flag.max) return number;
  throw new UsageError(`--${name} must be a whole number from ${flag.min} to ${flag.max}, not "${text}".`);
}

function usage(command: string, flags: Flags, positional: string): string {
  const lines = Object.entries(flags).map(([name, flag]) => {
    const shown = flag.type === "switch" ? `--${name}` : `--${name} ${flag.value}`;
    return `  ${shown.padEnd(18)} ${flag.help}`;
  });
  return [`Usage: npm run ${command} -- [options] ${positional}`.trimEnd(), ...lines].join("\n");
}
