import { localViewer } from "#lib/auth/viewer.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { getOverview } from "#lib/queries/overview.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () => getOverview(localViewer, momentOf(request)));
}
