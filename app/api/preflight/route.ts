import { localViewer } from "#lib/auth/viewer.ts";
import { getPreflight, startPreflight } from "#lib/queries/preflight.ts";
import { refuseForeign, respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET() {
  return respond(() => getPreflight(localViewer));
}

export function POST(request: Request) {
  return refuseForeign(request) ?? respond(() => startPreflight(localViewer));
}
