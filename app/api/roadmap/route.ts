import { parseScope } from "#lib/api/scope-parameters.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { respond } from "#lib/queries/respond.ts";
import { getRoadmap } from "#lib/queries/roadmap.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () =>
    getRoadmap(localViewer, momentOf(request), parseScope(new URL(request.url).searchParams)),
  );
}
