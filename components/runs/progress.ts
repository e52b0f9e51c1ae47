import type { RunRowDto, RunStateDto } from "#lib/api/dto/runs.ts";

export function isActive(state: RunStateDto): boolean {
  return state === "queued" || state === "running";
}

/** How many of a run's targets are over. */
export function progressOf(run: Pick<RunRowDto, "targets">): { done: number; total: number } {
  const { queued, running, complete, partial, failed, cancelled } = run.targets;
  const done = complete + partial + failed + cancelled;
  return { done, total: done + queued + running };
}
