import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import { createMigrationAdapter } from "./migration-adapter.ts";

export type { SchemaEngine } from "@prisma/schema-engine-wasm";

let loading: Promise<void> | undefined;

/** Prisma's schema engine on one database, without the native binary that Prisma would download. */
export async function withSchemaEngine<T>(
  url: string,
  work: (engine: glue.SchemaEngine) => Promise<T>,
): Promise<T> {
  loading ??= load();
  await loading;
  const adapter = createMigrationAdapter(url);
  try {
    const bound = bindMigrationAwareSqlAdapterFactory(adapter.factory);
    const engine = await glue.SchemaEngine.new({ datamodels: undefined }, () => undefined, bound);
    return await work(engine);
  } finally {
    await adapter.close();
  }
}

// Where the engine's glue code looks for someone to tell the message of a panic.
const panics = {
  set_message: (message: string) => {
    throw new Error(`Prisma's schema engine failed: ${message}`);
  },
};

// The package's own entry imports the .wasm file as a module, which Node before 24 cannot.
async function load(): Promise<void> {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panics });
  const directory = path.dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const bytes = await readFile(path.join(directory, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": imports() });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports["__wbindgen_start"];
  if (typeof start !== "function") throw new Error("Prisma's schema engine lacks its start function.");
  start();
}

// The engine never clears the ten seconds it gives its lock: they would keep every finished process alive.
function imports(): WebAssembly.ModuleImports {
  const names = Object.keys(glue).filter((name) => name.startsWith("__wbg_setTimeout"));
  const wait = (work: () => void, milliseconds: number) => setTimeout(work, milliseconds >>> 0).unref();
  return { ...glue, ...Object.fromEntries(names.map((name) => [name, wait])) };
}
