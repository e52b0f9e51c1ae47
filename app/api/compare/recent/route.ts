import { localViewer } from "#lib/auth/viewer.ts";
import { getRecentChanges } from "#lib/queries/compare.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(() => getRecentChanges(localViewer, momentOf(request)));
}
