import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Seeded } from "#app/seeded.tsx";
import { findingOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getFinding } from "#lib/queries/finding.ts";
import { FindingView } from "./finding-view.tsx";

export const metadata: Metadata = { title: "Finding" };

export default async function FindingPage({ params }: { params: Promise<{ uid: string }> }) {
  const { uid } = await params;
  const finding = await getFinding(localViewer, uid);
  if (finding === null) notFound();
  return (
    <Seeded query={findingOptions(uid)} data={finding}>
      <FindingView uid={uid} />
    </Seeded>
  );
}
