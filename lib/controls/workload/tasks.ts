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

/** Whether tasks run on Fargate alone: as they say themselves, else as the definition demands. */
export function isFargateOnly(
  definition: PayloadOf<"ecs.task-definition">,
  launchTypes: readonly string[],
): boolean {
  const types = launchTypes.length > 0 ? launchTypes : definition.requiresCompatibilities;
  return types.length > 0 && types.every((type) => type === "FARGATE");
}
