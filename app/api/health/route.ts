import { getHealth } from "#lib/queries/health.ts";
import manifest from "#package.json";

export const dynamic = "force-dynamic";

/** Answers without a session: 200 while the app can serve, 503 while its database cannot. */
export async function GET() {
  const health = await getHealth(manifest.version);
  return Response.json(health, { status: health.status === "ok" ? 200 : 503 });
}
