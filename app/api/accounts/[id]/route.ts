import { localViewer } from "#lib/auth/viewer.ts";
import { getAccount } from "#lib/queries/account.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () => getAccount(localViewer, momentOf(request), (await params).id));
}
