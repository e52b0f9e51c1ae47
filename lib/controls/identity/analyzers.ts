import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { fragment } from "../define.ts";

type Analyzer = PayloadOf<"access-analyzer.analyzer">;

/** An analyzer finds something only while it is active: not while it is created, disabled or has failed. */
export function isActive(analyzer: Analyzer): boolean {
  return analyzer.status === "ACTIVE";
}

export function analyzerFragment(analyzer: Analyzer, kind: string) {
  const { name, type, status } = analyzer;
  return fragment(`Analyzer ${name}`, `${kind} status`, { type, status });
}
