import { parseExceptionsFilter } from "#lib/api/exception-filter.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { requestException } from "#lib/queries/exception-requests.ts";
import { listExceptions } from "#lib/queries/exceptions.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { readJson, refuseForeign, respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () =>
    listExceptions(localViewer, momentOf(request), parseExceptionsFilter(new URL(request.url).searchParams)),
  );
}

export function POST(request: Request) {
  return (
    refuseForeign(request) ?? respond(async () => requestException(localViewer, await readJson(request)))
  );
}
