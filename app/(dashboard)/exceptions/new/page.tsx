import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { OnlyNowState } from "#components/time/only-now-state.tsx";
import { controlsOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listControls } from "#lib/queries/controls.ts";
import { getFinding } from "#lib/queries/finding.ts";
import { present } from "#lib/queries/moment.ts";
import { NewExceptionView } from "./new-exception-view.tsx";

export const metadata: Metadata = { title: "Request an exception" };

export default async function NewExceptionPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { finding: uid, control, asOf } = await searchParams;
  if (asOf !== undefined) return <OnlyNowState what="An exception is requested" />;
  const found = typeof uid === "string" ? await getFinding(localViewer, present(), uid) : null;
  if (uid !== undefined && found?.control == null) notFound();
  const about = found === null ? null : found.finding;
  return (
    <Seeded query={controlsOptions(null)} data={await listControls(localViewer, present())}>
      <NewExceptionView
        finding={
          about === null
            ? null
            : { uid: about.uid, resourceId: about.resourceId, accountId: about.account.id }
        }
        control={about?.controlId ?? (typeof control === "string" ? control : null)}
      />
    </Seeded>
  );
}
