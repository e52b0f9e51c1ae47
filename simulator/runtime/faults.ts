import { z } from "zod";

const effectSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("error"),
    /** `AccessDenied` in any spelling becomes the service's own code and wording. */
    code: z.string(),
    status: z.int().optional(),
    message: z.string().optional(),
    probability: z.number().min(0).max(1).optional(),
    times: z.int().positive().optional(),
  }),
  z.object({ kind: z.literal("cut") }),
  z.object({ kind: z.literal("malformed") }),
  /** Every list of the answer names its first item once more. */
  z.object({ kind: z.literal("repeat") }),
  /** Every list of the answer is empty. */
  z.object({ kind: z.literal("empty") }),
  /** Another page follows the last, with the first item once more. */
  z.object({ kind: z.literal("pages") }),
  /** The first item of every list has lost all of its fields. */
  z.object({ kind: z.literal("hollow") }),
  /** Text of the answer's body replaced as it stands: missing fields, impossible values. */
  z.object({ kind: z.literal("replace"), find: z.string().min(1), with: z.string() }),
  z.object({ kind: z.literal("slow"), ms: z.number().nonnegative() }),
  z.object({ kind: z.literal("throttle"), probability: z.number().min(0).max(1) }),
]);

const ruleSchema = z.object({
  service: z.string().optional(),
  operation: z.string().optional(),
  account: z.string().optional(),
  region: z.string().optional(),
  effect: effectSchema,
});

export type FaultRule = z.infer<typeof ruleSchema>;
export type FaultEffect = z.infer<typeof effectSchema>;

/** Checks a list of rules that came from a file or over HTTP. */
export function parseFaults(value: unknown): FaultRule[] {
  return z.array(ruleSchema).parse(value);
}

interface Call {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
}

/** The rules in force, with how often each limited one may still fire. */
export class Faults {
  #rules: { rule: FaultRule; left: number }[] = [];

  set(rules: readonly FaultRule[]): void {
    this.#rules = rules.map((rule) => ({
      rule,
      left: rule.effect.kind === "error" ? (rule.effect.times ?? Infinity) : Infinity,
    }));
  }

  /** The effects that strike this call, in the order of the rules. */
  strike(call: Call): FaultEffect[] {
    const effects: FaultEffect[] = [];
    for (const entry of this.#rules) {
      const { service, operation, account, region, effect } = entry.rule;
      if (service !== undefined && service !== call.service) continue;
      if (operation !== undefined && operation !== call.operation) continue;
      if (account !== undefined && account !== call.account) continue;
      if (region !== undefined && region !== call.region) continue;
      const probability = "probability" in effect ? (effect.probability ?? 1) : 1;
      if (entry.left <= 0 || Math.random() >= probability) continue;
      entry.left--;
      effects.push(effect);
    }
    return effects;
  }
}
