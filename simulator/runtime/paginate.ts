import { ApiError } from "./api-error.ts";

export interface Page<T> {
  readonly items: T[];
  readonly next: string | undefined;
}

export interface PageRequest {
  readonly token: string | undefined;
  readonly size: number | undefined;
  readonly largest: number;
  /** The page size when the caller names none; the largest unless told. */
  readonly usual?: number;
  /** The service's error for a token it did not give out. */
  readonly invalidToken: string;
  /** What the token is for: a token of one listing is refused by another. */
  readonly scope: string;
}

export function encodeToken(scope: string, position: string): string {
  return Buffer.from(`${scope}|${position}`).toString("base64url");
}

export function decodeToken(token: string, scope: string, invalidToken: string): string {
  const text = Buffer.from(token, "base64url").toString();
  if (!text.startsWith(`${scope}|`)) {
    throw new ApiError(invalidToken, 400, "The token is not valid for this request.");
  }
  return text.slice(scope.length + 1);
}

/** One page of a list; asking for more than the largest page is the caller's error, as it is in AWS. */
export function paginate<T>(
  all: readonly T[],
  request: PageRequest,
  invalidSize = "ValidationException",
): Page<T> {
  const size = request.size ?? request.usual ?? request.largest;
  if (size < 1 || size > request.largest) {
    throw new ApiError(
      invalidSize,
      400,
      `The page size must be between 1 and ${request.largest}, not ${size}.`,
    );
  }
  const start =
    request.token === undefined ? 0 : Number(decodeToken(request.token, request.scope, request.invalidToken));
  const end = start + size;
  return {
    items: all.slice(start, end),
    next: end < all.length ? encodeToken(request.scope, String(end)) : undefined,
  };
}
