import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Seeded } from "#app/seeded.tsx";
import { preflightOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getPreflight } from "#lib/queries/preflight.ts";
import { PreflightView } from "./preflight-view.tsx";

export const metadata: Metadata = { title: "Preflight" };

export default async function PreflightPage() {
  const data = await getPreflight(localViewer);
  if (data === null) notFound();
  return (
    <Seeded query={preflightOptions()} data={data}>
      <PreflightView />
    </Seeded>
  );
}
