import type { FindingDto } from "#lib/api/dto/findings.ts";
import type { Evidence } from "#lib/inventory/findings.ts";
import { CodeBlock } from "../posture/code-block.tsx";
import { Panel } from "../posture/panel.tsx";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import { jsonLines, linesAt, pathIn } from "./json-lines.ts";

/** The whole fact as it was read, with what decided marked in it. */
export function RawFact({ fact, evidence }: { fact: NonNullable<FindingDto["fact"]>; evidence: Evidence }) {
  const lines = jsonLines(fact.payload);
  const paths = evidence.fragments.flatMap(({ place }) => pathIn(fact.kind, place) ?? []);
  return (
    <Panel
      title="Raw fact"
      aside={
        <>
          <code>{fact.kind}</code>, like this since <Instant at={fact.seenSince} />, confirmed{" "}
          <Instant at={fact.confirmedAt} />
          {fact.runId === null ? null : (
            <>
              {" "}
              by <Link href={`/runs/${fact.runId}`}>run {fact.runId}</Link>
            </>
          )}
        </>
      }
    >
      <CodeBlock
        label={`Fact ${fact.kind}`}
        code={lines.map(({ text }) => text).join("\n")}
        marked={linesAt(lines, paths)}
      />
    </Panel>
  );
}
