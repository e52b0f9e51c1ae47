import { parseAccount } from "#lib/api/account-parameter.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getFramework } from "#lib/queries/frameworks.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () =>
    getFramework(
      localViewer,
      momentOf(request),
      (await params).id,
      parseAccount(new URL(request.url).searchParams),
    ),
  );
}
