import path from "node:path";
import { pathToFileURL } from "node:url";
import { readArgs, runCommand, UsageError } from "./args.ts";
import { ROOT } from "./paths.ts";

const names = ["collection", "memory", "ingest", "idle", "evaluate", "metrics", "queries"];

await runCommand(async () => {
  const args = readArgs("bench", {}, process.argv.slice(2), names.join("|"));
  const [name = ""] = args.positionals;
  if (!names.includes(name) || args.positionals.length !== 1)
    throw new UsageError(`Say which benchmark: npm run bench -- ${names.join("|")}.`);
  await import(pathToFileURL(path.join(ROOT, "bench", `${name}.ts`)).href);
  return 0;
});
