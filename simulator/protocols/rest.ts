import { JsonCodec, XmlShapeDeserializer, XmlShapeSerializer } from "@aws-sdk/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import { escapeXml, type Protocol, type ServiceShape, type WireRequest } from "./protocol.ts";
import type { OperationSchema } from "./schema.ts";

const jsonCodec = new JsonCodec({
  timestampFormat: { useTrait: true, default: 7 },
  httpBindings: true,
  jsonName: true,
});
const xmlSettings = {
  xmlNamespace: "",
  serviceNamespace: "",
  timestampFormat: { useTrait: true, default: 5 as const },
};

function splitPath(
  request: WireRequest,
  service: ServiceShape,
): { bucket: string | undefined; segments: string[] } {
  const segments = request.path.split("/").filter(Boolean).map(decodeURIComponent);
  return service.bucketInPath ? { bucket: segments.shift(), segments } : { bucket: undefined, segments };
}

function matches(request: WireRequest, operation: OperationSchema, service: ServiceShape): boolean {
  const { http } = operation;
  if (http === undefined || http.method !== request.method) return false;
  const { bucket, segments } = splitPath(request, service);
  const wantsBucket = operation.input.isStructSchema() && "Bucket" in operation.input.getMemberSchemas();
  if (service.bucketInPath && wantsBucket !== (bucket !== undefined)) return false;
  const greedy = http.segments.at(-1)?.endsWith("+}") ?? false;
  if (greedy ? segments.length < http.segments.length : segments.length !== http.segments.length)
    return false;
  for (const [key, value] of http.query) {
    if (!request.query.has(key) || (value !== "" && request.query.get(key) !== value)) return false;
  }
  return http.segments.every((part, index) => part.startsWith("{") || part === segments[index]);
}

function specificity(operation: OperationSchema): number {
  const literals = operation.http?.segments.filter((part) => !part.startsWith("{")).length ?? 0;
  return (operation.http?.query.size ?? 0) * 100 + literals;
}

function identify(
  request: WireRequest,
  operations: readonly OperationSchema[],
  service: ServiceShape,
): string | undefined {
  const candidates = operations.filter((operation) => matches(request, operation, service));
  return candidates.sort((a, b) => specificity(b) - specificity(a))[0]?.name;
}

function readText(
  schema: NormalizedSchema,
  values: readonly string[],
): string | number | boolean | Date | string[] {
  if (schema.isListSchema()) return [...values];
  const value = values[0] ?? "";
  if (schema.isBooleanSchema()) return value === "true";
  if (schema.isNumericSchema()) return Number(value);
  if (schema.isTimestampSchema()) return new Date(value);
  return value;
}

function readBindings(request: WireRequest, operation: OperationSchema, service: ServiceShape): object {
  const input: Record<string, unknown> = {};
  const { bucket, segments } = splitPath(request, service);
  for (const [name, schema] of operation.input.structIterator()) {
    const { httpLabel, httpQuery, httpHeader } = schema.getMergedTraits();
    if (httpLabel) {
      const index =
        operation.http?.segments.findIndex((part) => part === `{${name}}` || part === `{${name}+}`) ?? -1;
      const greedy = operation.http?.segments[index]?.endsWith("+}") ?? false;
      input[name] = index < 0 ? bucket : greedy ? segments.slice(index).join("/") : segments[index];
    } else if (httpQuery && request.query.has(httpQuery)) {
      input[name] = readText(schema, request.query.getAll(httpQuery));
    } else if (httpHeader) {
      const header = request.headers[httpHeader.toLowerCase()];
      if (header !== undefined) input[name] = readText(schema, [header].flat());
    }
  }
  return input;
}

/** restJson1: method and path name the operation, the rest of the input is a JSON body. */
export const restJson: Protocol = {
  identify,
  decode(request, operation, service) {
    if (!operation.input.isStructSchema()) return {};
    const body =
      request.body === ""
        ? {}
        : jsonCodec.createDeserializer().readObject(operation.input, JSON.parse(request.body));
    return { ...body, ...readBindings(request, operation, service) };
  },
  encode(output, operation, _service, requestId) {
    const serializer = jsonCodec.createSerializer();
    serializer.write(operation.output, output);
    const headers = { "content-type": "application/json", "x-amzn-requestid": requestId };
    return { status: 200, headers, body: serializer.flush() };
  },
  fail: (error, _service, requestId) => ({
    status: error.status,
    headers: {
      ...error.headers,
      "content-type": "application/json",
      "x-amzn-requestid": requestId,
      "x-amzn-errortype": error.code,
    },
    body: JSON.stringify({ message: error.message, Message: error.message }),
  }),
};

function writePayload(
  output: object,
  operation: OperationSchema,
  service: ServiceShape,
): string | Uint8Array {
  const serializer = new XmlShapeSerializer({ ...xmlSettings, xmlNamespace: service.xmlNamespace });
  const values = new Map(Object.entries(output));
  for (const [name, schema] of operation.output.structIterator()) {
    if (!schema.getMergedTraits().httpPayload) continue;
    serializer.write(schema, values.get(name));
    return serializer.flush();
  }
  const root = operation.output.getMergedTraits().xmlName;
  if (root !== undefined && root in operation.output.getMemberSchemas()) {
    // S3 answers GetBucketLocation with the value itself as the root element.
    return `<${root} xmlns="${service.xmlNamespace}">${escapeXml(String(values.get(root) ?? ""))}</${root}>`;
  }
  serializer.write(operation.output, output);
  return serializer.flush();
}

/** restXml, with S3's path-style buckets. */
export const restXml: Protocol = {
  identify,
  decode(request, operation, service) {
    if (!operation.input.isStructSchema()) return {};
    const bindings = readBindings(request, operation, service);
    if (request.body === "") return bindings;
    return { ...new XmlShapeDeserializer(xmlSettings).read(operation.input, request.body), ...bindings };
  },
  encode(output, operation, service, requestId) {
    const headers = { "content-type": "application/xml", "x-amz-request-id": requestId };
    return { status: 200, headers, body: writePayload(output, operation, service) };
  },
  fail: (error, _service, requestId) => ({
    status: error.status,
    headers: { ...error.headers, "content-type": "application/xml", "x-amz-request-id": requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message><RequestId>${requestId}</RequestId></Error>`,
  }),
};
