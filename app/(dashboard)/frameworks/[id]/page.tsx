import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsOf } from "#app/read-as-of.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadFilterState } from "#components/findings/bad-filter-state.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { frameworkOptions } from "#lib/api/framework-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getFramework } from "#lib/queries/frameworks.ts";
import { accountOf, type SearchParams } from "../account-of.ts";
import { FrameworkView } from "./framework-view.tsx";

export const metadata: Metadata = { title: "Framework" };

export default async function FrameworkPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const [{ id }, given] = [await params, await searchParams];
  const time = readAsOf(given);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  const account = accountOf(given);
  if (account instanceof BadFilter)
    return <BadFilterState message={account.message} href={`/frameworks/${id}`} label="Show all accounts" />;
  const framework = await getFramework(localViewer, time.moment, id, account);
  if (framework === null) notFound();
  return (
    <Seeded query={frameworkOptions(id, account, time.asOf)} data={framework}>
      <FrameworkView id={id} />
    </Seeded>
  );
}
