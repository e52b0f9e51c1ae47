/** One thing that a framework asks for. */
export interface Requirement {
  /** As the framework numbers it. */
  readonly id: string;
  /** What it asks for, in a few words of our own, or of the framework where its text is free. */
  readonly title: string;
  /** The chapter it stands in. */
  readonly section: string;
  /** Every control it needs, those still to be written included, where that is more than what is mapped to it. */
  readonly needs?: readonly string[];
}

/** Reads `id | title` lines; `sectionOf` names the chapter of an id. */
export function readRequirements(text: string, sectionOf: (id: string) => string): readonly Requirement[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const [id = "", title = ""] = line.split(" | ");
      return { id, title, section: sectionOf(id) };
    });
}
