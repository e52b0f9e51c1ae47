import path from "node:path";

/** The checkout that these commands belong to, wherever they were started from. */
export const ROOT = path.resolve(import.meta.dirname, "..");

/** The Next.js command, to be run by this process's own Node. */
export const NEXT = path.join(ROOT, "node_modules", "next", "dist", "bin", "next");
