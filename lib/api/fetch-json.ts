import { z } from "zod";

const errorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    field: z.string().nullable(),
  }),
});

/** What an API route answered instead of data: a code to switch on, a sentence to show. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;
  readonly status: number;
  /** The field or search parameter that is wrong. */
  readonly field: string | null;
  constructor(status: number, code: string, message: string, field: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

/** Fetches one of our own routes. `T` is the route's DTO: server and browser are built from one source. */
export async function fetchJson<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, { ...init, headers: { accept: "application/json", ...init?.headers } });
  if (response.ok) {
    const body: T = await response.json();
    return body;
  }
  const parsed = errorBody.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) {
    const { code, message, field } = parsed.data.error;
    throw new ApiError(response.status, code, message, field);
  }
  throw new ApiError(response.status, "internal", `The server answered ${response.status}.`);
}

/** Sends JSON to one of our own routes. @throws ApiError `bad-request` with the field that is wrong. */
export function postJson<T>(path: string, body: unknown): Promise<T> {
  const headers = { "content-type": "application/json" };
  return fetchJson(path, { method: "POST", headers, body: JSON.stringify(body) });
}
