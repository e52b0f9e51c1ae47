import { localViewer } from "#lib/auth/viewer.ts";
import { respond } from "#lib/queries/respond.ts";
import { listRunDays } from "#lib/queries/run-days.ts";

export const dynamic = "force-dynamic";

export function GET() {
  return respond(() => listRunDays(localViewer));
}
