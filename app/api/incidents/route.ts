import { localViewer } from "#lib/auth/viewer.ts";
import { recordIncidentNow } from "#lib/queries/incident-requests.ts";
import { listIncidents } from "#lib/queries/incidents.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { readJson, refuseForeign, respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () => listIncidents(localViewer, momentOf(request)));
}

export function POST(request: Request) {
  return (
    refuseForeign(request) ?? respond(async () => recordIncidentNow(localViewer, await readJson(request)))
  );
}
