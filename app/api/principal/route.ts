import { localViewer } from "#lib/auth/viewer.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { getPrincipal } from "#lib/queries/principal.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () =>
    getPrincipal(localViewer, momentOf(request), new URL(request.url).searchParams.get("arn") ?? ""),
  );
}
