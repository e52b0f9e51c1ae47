import { ActionSet } from "./action-set.ts";
import { lettersOf, nameMatcher } from "./name-matcher.ts";

/** As AWS's service authorization reference has them; tagging changes nothing but tags. */
export type AccessLevel = "list" | "read" | "tagging" | "write" | "permissions-management";

/** The levels at which an action changes something, or who may change it. */
export const privilegedLevels: readonly AccessLevel[] = ["write", "permissions-management"];

/** Distinct patterns of one account are some hundreds; the cache must not grow with a worker's life. */
const mostPatterns = 4096;

/** The numbers of a service's actions: from `start` up to but not including `end`. */
interface Range {
  readonly start: number;
  end: number;
}

function append(lists: Map<string, number[]>, key: string, number: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [number]);
  else list.push(number);
}

/**
 * Every action that IAM knows, by number. Built from lines `service level arn-services action …`, those of a
 * service together: the third word lists the services in the ARNs an action can be limited to, `*` any of
 * them, `-` none at all.
 */
export class ActionTable {
  readonly all: ActionSet;
  readonly none: ActionSet;
  readonly #names: string[] = [];
  /** The part after the colon in lower case. */
  readonly #actions: string[] = [];
  readonly #letters: Uint32Array;
  readonly #numbers = new Map<string, number>();
  readonly #services = new Map<string, Range>();
  readonly #levels = new Map<string, ActionSet>();
  /** By the service in the ARN of a resource: the actions that can be limited to one of those. */
  readonly #onArns = new Map<string, ActionSet>();
  readonly #patterns = new Map<string, ActionSet>();
  readonly #reached = new Map<string, ActionSet>();

  constructor(lines: readonly string[]) {
    const levels = new Map<string, number[]>();
    const arns = new Map<string, number[]>();
    for (const line of lines) {
      const [service = "", level = "", on = "", ...names] = line.split(" ");
      const range = this.#services.get(service) ?? { start: this.#names.length, end: 0 };
      this.#services.set(service, range);
      for (const name of names) {
        const action = name.toLowerCase();
        const number = this.#names.push(`${service}:${name}`) - 1;
        this.#actions.push(action);
        this.#numbers.set(`${service}:${action}`, number);
        append(levels, level, number);
        if (on !== "-") for (const arn of on.split(",")) append(arns, arn, number);
      }
      range.end = this.#names.length;
    }
    this.#letters = Uint32Array.from(this.#actions, lettersOf);
    this.all = ActionSet.all(this.#names.length);
    this.none = this.setOf([]);
    for (const [level, numbers] of levels) this.#levels.set(level, this.setOf(numbers));
    for (const [arn, numbers] of arns) this.#onArns.set(arn, this.setOf(numbers));
  }

  /** `s3:GetObject`. */
  name(number: number): string {
    const name = this.#names[number];
    if (name === undefined) throw new RangeError(`there is no action ${number}`);
    return name;
  }

  /** The names of a set, sorted. */
  names(set: ActionSet): string[] {
    return Array.from(set, (number) => this.name(number)).sort();
  }

  setOf(numbers: Iterable<number>): ActionSet {
    return ActionSet.of(this.#names.length, numbers);
  }

  /** The number of an action by its name in any case; undefined where IAM knows none of that name. */
  numberOf(name: string): number | undefined {
    return this.#numbers.get(name.toLowerCase());
  }

  /** The actions of these names; throws where one is misspelt. */
  named(...names: readonly string[]): ActionSet {
    return this.setOf(
      names.map((name) => {
        const number = this.numberOf(name);
        if (number === undefined) throw new RangeError(`IAM knows no action ${name}`);
        return number;
      }),
    );
  }

  atLevels(levels: readonly AccessLevel[]): ActionSet {
    return levels.reduce((set, level) => set.union(this.#levels.get(level) ?? this.none), this.none);
  }

  /**
   * The actions that a pattern of an Action element names; none where it names no action that is known, be it
   * misspelt or newer than the table.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
   */
  expand(pattern: string): ActionSet {
    const known = this.#patterns.get(pattern);
    if (known !== undefined) return known;
    const expanded = this.#match(pattern.toLowerCase().replaceAll(/\*+/g, "*"));
    if (this.#patterns.size >= mostPatterns) this.#patterns.clear();
    this.#patterns.set(pattern, expanded);
    return expanded;
  }

  /** Neither services nor actions hold a colon, so that the two halves of a pattern match apart. */
  #match(pattern: string): ActionSet {
    if (pattern === "*" || pattern === "*:*") return this.all;
    const [service = "", action, ...more] = pattern.split(":");
    if (action === undefined || more.length > 0) return this.none;
    const isService = nameMatcher(service);
    const isAction = nameMatcher(action);
    const letters = lettersOf(action);
    const range = this.#services.get(service);
    const ranges = /[*?]/.test(service)
      ? [...this.#services].filter(([name]) => isService(name)).map(([, each]) => each)
      : range === undefined
        ? []
        : [range];
    const found: number[] = [];
    for (const { start, end } of ranges)
      for (let number = start; number < end; number++)
        if ((letters & ~(this.#letters[number] ?? 0)) === 0 && isAction(this.#actions[number] ?? ""))
          found.push(number);
    return found.length === 0 ? this.none : this.setOf(found);
  }

  /**
   * The actions that can touch anything a pattern of a Resource element names, by the service in its ARN:
   * `iam:CreateUser` never touches a bucket. What cannot be limited to a resource needs `*`. Errs towards more.
   */
  reachedBy(resource: string): ActionSet {
    if (/^\*+$/.test(resource)) return this.all;
    const [, , written] = resource.split(":");
    const service = (written ?? "*").replaceAll(/\$\{[^}]*\}/g, "*");
    const known = this.#reached.get(service);
    if (known !== undefined) return known;
    const stem = service.split(/[*?]/)[0] ?? "";
    const reached = [...this.#onArns]
      .filter(([arn]) => arn === "*" || (stem === service ? arn === service : arn.startsWith(stem)))
      .map(([, set]) => set);
    const set = ActionSet.union(reached, this.none);
    if (this.#reached.size >= mostPatterns) this.#reached.clear();
    this.#reached.set(service, set);
    return set;
  }
}
