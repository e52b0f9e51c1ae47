import { parseAccount } from "#lib/api/account-parameter.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listFrameworks } from "#lib/queries/frameworks.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () => listFrameworks(localViewer, parseAccount(new URL(request.url).searchParams)));
}
