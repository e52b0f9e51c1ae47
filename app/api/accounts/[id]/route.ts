import { localViewer } from "#lib/auth/viewer.ts";
import { getAccount } from "#lib/queries/account.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () => getAccount(localViewer, (await params).id));
}
