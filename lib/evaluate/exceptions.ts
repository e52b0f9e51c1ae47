import type { Exception, ExceptionScope } from "#lib/inventory/exceptions.ts";
import type { Fact } from "#lib/inventory/kinds.ts";

/** Where a failing subject stands. */
export interface Place {
  readonly controlId: string;
  readonly resourceId: string;
}

/** The exceptions in force for one account, asked finding by finding. */
export class ExceptionIndex {
  readonly #byControl = new Map<string, Exception[]>();
  readonly #tags: ReadonlyMap<string, ReadonlySet<string>>;

  /**
   * `exceptions` are those in force at the instant of judgement, `ouPath` the ids from the root down to the
   * account's unit, `tagged` the tags of its resources. An account whose place is not known is covered by none
   * that names an organizational unit.
   */
  constructor(account: {
    readonly accountId: string;
    readonly exceptions: readonly Exception[];
    readonly ouPath: string | undefined;
    readonly tagged: readonly Fact<"tag.resource">[];
  }) {
    const places: Partial<Record<ExceptionScope, ReadonlySet<string>>> = {
      "organizational-unit": new Set(account.ouPath?.split("/")),
      account: new Set([account.accountId]),
    };
    for (const exception of account.exceptions) {
      const { scope, controlId, target } = exception;
      if (places[scope] !== undefined && !places[scope].has(target)) continue;
      this.#byControl.set(controlId, [...(this.#byControl.get(controlId) ?? []), exception]);
    }
    for (const each of this.#byControl.values()) each.sort(narrowestFirst);
    this.#tags = account.exceptions.some(({ scope }) => scope === "tag") ? tagsOf(account.tagged) : new Map();
  }

  /** The exception that covers a failing subject: the narrowest, of equals the one that ends last. */
  covering({ controlId, resourceId }: Place): string | null {
    const covering = this.#byControl.get(controlId)?.find(({ scope, target }) => {
      if (scope === "resource") return target === resourceId;
      if (scope === "tag") return this.#tags.get(resourceId)?.has(target) ?? false;
      return true;
    });
    return covering?.id ?? null;
  }
}

const narrowness: readonly ExceptionScope[] = [
  "resource",
  "tag",
  "account",
  "organizational-unit",
  "organization",
];
const width = (scope: ExceptionScope) => narrowness.indexOf(scope);

function narrowestFirst(a: Exception, b: Exception): number {
  if (a.scope !== b.scope) return width(a.scope) - width(b.scope);
  if (a.endsAt !== b.endsAt) return Date.parse(b.endsAt) - Date.parse(a.endsAt);
  return a.id < b.id ? -1 : 1;
}

/** The tags of each resource as `key=value`. */
function tagsOf(facts: readonly Fact<"tag.resource">[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    facts.map(({ payload }) => [
      payload.arn,
      new Set(payload.tags.map(({ key, value }) => `${key}=${value}`)),
    ]),
  );
}
