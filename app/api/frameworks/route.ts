import { parseAccount } from "#lib/api/account-parameter.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listFrameworks } from "#lib/queries/frameworks.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () =>
    listFrameworks(localViewer, momentOf(request), parseAccount(new URL(request.url).searchParams)),
  );
}
