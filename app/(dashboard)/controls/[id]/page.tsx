import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Seeded } from "#app/seeded.tsx";
import { controlOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getControl } from "#lib/queries/control.ts";
import { ControlView } from "./control-view.tsx";

export const metadata: Metadata = { title: "Control" };

export default async function ControlPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const control = await getControl(localViewer, id);
  if (control === null) notFound();
  return (
    <Seeded query={controlOptions(id)} data={control}>
      <ControlView id={id} />
    </Seeded>
  );
}
