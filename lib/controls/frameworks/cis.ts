const sections: Readonly<Record<string, string>> = {
  "1": "1 · Identity and access",
  "2": "2 · Storage",
  "3": "3 · Logging",
  "4": "4 · Monitoring",
  "5": "5 · Networking",
};

/** The chapter of a CIS number; every version of the benchmark has the same five. */
export function cisSection(id: string): string {
  const chapter = id.slice(0, id.indexOf("."));
  return sections[chapter] ?? chapter;
}
