import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";
import type { Slices } from "../define.ts";

type Task = Fact<"ecs.task">;
const indexes = new WeakMap<readonly Task[], ReadonlyMap<string, readonly Task[]>>();

/** The running tasks of a definition. */
export function tasksOf(facts: Slices<"ecs.task">, definitionArn: string): readonly Task[] {
  const all = facts.all("ecs.task");
  let index = indexes.get(all);
  if (index === undefined) {
    const grouped = new Map<string, Task[]>();
    for (const task of all) {
      const known = grouped.get(task.payload.taskDefinitionArn);
      if (known === undefined) grouped.set(task.payload.taskDefinitionArn, [task]);
      else known.push(task);
    }
    index = grouped;
    indexes.set(all, index);
  }
  return index.get(definitionArn) ?? [];
}

/** `orders:7`, as people name a definition. */
export function definitionName({ family, revision }: PayloadOf<"ecs.task-definition">): string {
  return `${family}:${revision}`;
}
