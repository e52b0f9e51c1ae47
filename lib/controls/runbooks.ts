/** What to do when it happens: one Markdown file each in docs/runbooks, with a page of its own. */
export const runbooks = {
  "credential-compromise": {
    title: "Credential compromise",
    summary: "Somebody else may hold a key, a password, a session or root.",
  },
  "public-exposure": {
    title: "Public exposure",
    summary: "Something answers the whole internet that should not.",
  },
  "lateral-movement": {
    title: "Lateral movement",
    summary: "Who holds one machine, role or account is reaching for the next.",
  },
  "data-exfiltration": {
    title: "Data exfiltration",
    summary: "Data is leaving, or has left, to somebody who should not have it.",
  },
} as const;
export type RunbookId = keyof typeof runbooks;

export function isRunbookId(id: string): id is RunbookId {
  return Object.hasOwn(runbooks, id);
}
