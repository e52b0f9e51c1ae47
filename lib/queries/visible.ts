import type { Viewer } from "#lib/auth/viewer.ts";

/** The accounts a viewer may see as a query parameter: null for all. */
export function visibleAccounts(viewer: Viewer): readonly string[] | null {
  return viewer.accounts === "all" ? null : viewer.accounts;
}

export function maySee(viewer: Viewer, accountId: string): boolean {
  return viewer.accounts === "all" || viewer.accounts.includes(accountId);
}
