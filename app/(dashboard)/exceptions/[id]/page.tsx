import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Seeded } from "#app/seeded.tsx";
import { exceptionOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getException } from "#lib/queries/exception.ts";
import { ExceptionView } from "./exception-view.tsx";

export const metadata: Metadata = { title: "Exception" };

export default async function ExceptionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const exception = await getException(localViewer, id);
  if (exception === null) notFound();
  return (
    <Seeded query={exceptionOptions(id)} data={exception}>
      <ExceptionView id={id} />
    </Seeded>
  );
}
