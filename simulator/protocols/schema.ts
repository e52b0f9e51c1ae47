import { NormalizedSchema } from "@smithy/core/schema";

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** One operation of a service, read from the schemas its SDK client ships. */
export interface OperationSchema {
  readonly name: string;
  readonly http: HttpTrait | undefined;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

interface HttpTrait {
  readonly method: string;
  readonly segments: readonly string[];
  readonly query: ReadonlyMap<string, string>;
}

type OperationTuple = readonly [9, string, string, unknown, SchemaRef, SchemaRef];

function isOperationTuple(value: unknown): value is OperationTuple {
  return Array.isArray(value) && value[0] === 9 && value.length === 6;
}

function readHttpTrait(traits: unknown): HttpTrait | undefined {
  if (typeof traits !== "object" || traits === null || !("http" in traits)) return undefined;
  if (!Array.isArray(traits.http)) return undefined;
  const [method, uri] = traits.http.map(String);
  if (method === undefined || uri === undefined) return undefined;
  const [path = "/", search = ""] = uri.split("?");
  const query = new Map([...new URLSearchParams(search)].filter(([key]) => key !== "x-id"));
  return { method, segments: path.split("/").filter(Boolean), query };
}

function readOperation(tuple: OperationTuple): OperationSchema {
  return {
    name: tuple[2],
    http: readHttpTrait(tuple[3]),
    input: NormalizedSchema.of(tuple[4]),
    output: NormalizedSchema.of(tuple[5]),
  };
}

/** Finds one operation's schema among the exports of an `@aws-sdk/client-*` module. */
export function findOperation(sdk: object, name: string): OperationSchema | undefined {
  const tuple = Object.entries(sdk).find(([key]) => key === `${name}$`)?.[1];
  return isOperationTuple(tuple) ? readOperation(tuple) : undefined;
}

/** Every operation the client knows: only needed to name one that is not served. */
export function allOperations(sdk: object): OperationSchema[] {
  return Object.values(sdk).filter(isOperationTuple).map(readOperation);
}
