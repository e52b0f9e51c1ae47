import { localViewer } from "#lib/auth/viewer.ts";
import { listAccounts } from "#lib/queries/accounts.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET() {
  return respond(() => listAccounts(localViewer));
}
