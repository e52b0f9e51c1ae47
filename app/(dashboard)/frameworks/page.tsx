import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsOf } from "#app/read-as-of.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadFilterState } from "#components/findings/bad-filter-state.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { frameworksOptions } from "#lib/api/framework-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listFrameworks } from "#lib/queries/frameworks.ts";
import { accountOf, type SearchParams } from "./account-of.ts";
import { FrameworksView } from "./frameworks-view.tsx";

export const metadata: Metadata = { title: "Frameworks" };

export default async function FrameworksPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const given = await searchParams;
  const time = readAsOf(given);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  const account = accountOf(given);
  if (account instanceof BadFilter)
    return <BadFilterState message={account.message} href="/frameworks" label="Show all accounts" />;
  const frameworks = await listFrameworks(localViewer, time.moment, account);
  if (frameworks === null) notFound();
  return (
    <Seeded query={frameworksOptions(account, time.asOf)} data={frameworks}>
      <FrameworksView />
    </Seeded>
  );
}
