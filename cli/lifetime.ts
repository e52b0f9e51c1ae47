import type { Supervisor } from "./children.ts";

/** The same Ctrl-C may arrive twice: from the terminal, and passed on by npm. */
const ONE_PRESS_MS = 700;

/**
 * Runs `up`, then stays until Ctrl-C, SIGTERM or the unexpected end of a child; `down` runs whatever
 * happened. A second Ctrl-C kills what is left at once. Returns the exit code.
 */
export async function untilStopped(
  children: Supervisor,
  up: () => Promise<void>,
  down: () => Promise<void>,
): Promise<number> {
  let firstAt: number | undefined;
  const { promise: asked, resolve: ask } = Promise.withResolvers<number>();
  const onSignal = (signal: NodeJS.Signals) => {
    const now = Date.now();
    if (firstAt === undefined) {
      firstAt = now;
      process.stderr.write("\nStopping… (Ctrl-C again to kill)\n");
      ask(signal === "SIGINT" ? 130 : 143);
    } else if (now - firstAt > ONE_PRESS_MS) {
      children.killNow();
      process.exit(130);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  try {
    const forever = new Promise<never>(() => undefined);
    return await Promise.race([asked, children.failed, up().then(() => forever)]);
  } finally {
    await children.stop();
    await down();
  }
}
