import { localViewer } from "#lib/auth/viewer.ts";
import { listAccounts } from "#lib/queries/accounts.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () => listAccounts(localViewer, momentOf(request)));
}
