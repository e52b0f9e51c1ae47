import { BadInput } from "#lib/api/bad-input.ts";
import type { ErrorDto } from "#lib/api/dto/common.ts";
import { BadFilter } from "#lib/api/filters.ts";
import { PreflightActive } from "#lib/store/preflights.ts";
import { DatabaseUnavailable } from "./database.ts";

const retryAfterSeconds = 5;

function refuse(
  status: number,
  code: ErrorDto["error"]["code"],
  message: string,
  field: string | null = null,
): Response {
  const body: ErrorDto = { error: { code, message, field } };
  const headers = status === 503 ? { "retry-after": String(retryAfterSeconds) } : undefined;
  return Response.json(body, { status, ...(headers === undefined ? {} : { headers }) });
}

/**
 * A route's answer as JSON; null becomes 404, the same for what is not there and what may not be seen. An error
 * becomes its status and a sentence; only what the reader can act on is told.
 */
export async function respond(work: () => Promise<unknown>): Promise<Response> {
  try {
    const body = await work();
    if (body === null) return refuse(404, "not-found", "There is nothing here that you may see.");
    return Response.json(body, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (error instanceof BadFilter || error instanceof BadInput)
      return refuse(400, "bad-request", error.message, error.field);
    if (error instanceof PreflightActive) return refuse(409, "conflict", error.message);
    if (error instanceof DatabaseUnavailable) return refuse(503, "unavailable", error.message);
    console.error(error);
    return refuse(500, "internal", "Something went wrong on the server; its log says what.");
  }
}

/** The JSON that a request carries. @throws BadInput where it carries something else. */
export async function readJson(request: Request): Promise<unknown> {
  // A form of another site can send text, but not say that it is JSON.
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? ""))
    throw new BadInput("content-type", "Send application/json.");
  try {
    return await request.json();
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadInput("body", "It is not JSON.");
    throw error;
  }
}

/** Refuses a write that another site's page asked the browser for. */
export function refuseForeign(request: Request): Response | undefined {
  const site = request.headers.get("sec-fetch-site");
  if (site === null || site === "same-origin" || site === "none") return undefined;
  return refuse(403, "forbidden", "Only Postern's own pages may ask for this.");
}
