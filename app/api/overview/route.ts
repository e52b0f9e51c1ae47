import { localViewer } from "#lib/auth/viewer.ts";
import { getOverview } from "#lib/queries/overview.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET() {
  return respond(() => getOverview(localViewer));
}
