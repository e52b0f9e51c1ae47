import type { Metadata } from "next";
import { Seeded } from "#app/seeded.tsx";
import { accountsOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listAccounts } from "#lib/queries/accounts.ts";
import { AccountsView } from "./accounts-view.tsx";

export const metadata: Metadata = { title: "Accounts" };

export default async function AccountsPage() {
  return (
    <Seeded query={accountsOptions()} data={await listAccounts(localViewer)}>
      <AccountsView />
    </Seeded>
  );
}
