import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Seeded } from "#app/seeded.tsx";
import { accountOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getAccount } from "#lib/queries/account.ts";
import { AccountView } from "./account-view.tsx";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const account = await getAccount(localViewer, id);
  if (account === null) notFound();
  return (
    <Seeded query={accountOptions(id)} data={account}>
      <AccountView id={id} />
    </Seeded>
  );
}
