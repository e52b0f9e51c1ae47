import { XmlShapeSerializer } from "@aws-sdk/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import { escapeXml, type Protocol } from "./protocol.ts";

interface Node {
  value: string | undefined;
  readonly children: Map<string, Node>;
}

type ValueOf = string | number | boolean | Date | undefined | ValueOf[] | { [name: string]: ValueOf };

function newNode(): Node {
  return { value: undefined, children: new Map() };
}

function parseForm(body: string): Node {
  const root = newNode();
  for (const [key, value] of new URLSearchParams(body)) {
    let node = root;
    for (const part of key.split(".")) {
      let child = node.children.get(part);
      if (child === undefined) {
        child = newNode();
        node.children.set(part, child);
      }
      node = child;
    }
    node.value = value;
  }
  return root;
}

function memberKey(name: string, schema: NormalizedSchema, ec2: boolean): string {
  const { xmlName, ec2QueryName } = schema.getMergedTraits();
  const key = String(xmlName ?? name);
  if (!ec2) return key;
  return typeof ec2QueryName === "string" ? ec2QueryName : key.charAt(0).toUpperCase() + key.slice(1);
}

function readSimple(schema: NormalizedSchema, value: string | undefined): ValueOf {
  if (value === undefined) return undefined;
  if (schema.isBooleanSchema()) return value === "true";
  if (schema.isNumericSchema()) return Number(value);
  if (schema.isTimestampSchema()) return new Date(value);
  return value;
}

function readList(schema: NormalizedSchema, node: Node, ec2: boolean): ValueOf[] {
  const item = schema.getValueSchema();
  const flat = ec2 || Boolean(schema.getMergedTraits().xmlFlattened);
  const container = flat ? node : node.children.get(item.getMergedTraits().xmlName ?? "member");
  const numbered = [...(container?.children ?? [])].sort(([a], [b]) => Number(a) - Number(b));
  return numbered.map(([, child]) => readNode(item, child, ec2));
}

function readNode(schema: NormalizedSchema, node: Node, ec2: boolean): ValueOf {
  if (schema.isListSchema()) return readList(schema, node, ec2);
  if (schema.isStructSchema()) return readStruct(schema, node, ec2);
  return readSimple(schema, node.value);
}

function readStruct(schema: NormalizedSchema, node: Node, ec2: boolean): { [name: string]: ValueOf } {
  const result: { [name: string]: ValueOf } = {};
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(memberKey(name, member, ec2));
    if (child !== undefined) result[name] = readNode(member, child, ec2);
  }
  return result;
}

function writeMembers(schema: NormalizedSchema, output: object): string {
  if (!schema.isStructSchema()) return "";
  const serializer = new XmlShapeSerializer({
    xmlNamespace: "",
    serviceNamespace: "",
    timestampFormat: { useTrait: true, default: 5 },
  });
  serializer.write(schema, output);
  const xml = String(serializer.flush());
  // The serializer names the root after the shape; both protocols want their own root around its members.
  return xml.slice(xml.indexOf(">") + 1, Math.max(xml.lastIndexOf("</"), xml.indexOf(">") + 1));
}

function makeQuery(ec2: boolean): Protocol {
  return {
    identify: (request) => new URLSearchParams(request.body).get("Action") ?? undefined,
    decode: (request, operation) =>
      operation.input.isStructSchema() ? readStruct(operation.input, parseForm(request.body), ec2) : {},
    encode(output, operation, service, requestId) {
      const members = writeMembers(operation.output, output);
      const open = `<${operation.name}Response xmlns="${service.xmlNamespace}">`;
      const content = ec2
        ? `<requestId>${requestId}</requestId>${members}`
        : `<${operation.name}Result>${members}</${operation.name}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      const headers = { "content-type": "text/xml;charset=UTF-8", "x-amzn-requestid": requestId };
      return { status: 200, headers, body: `${open}${content}</${operation.name}Response>` };
    },
    fail(error, service, requestId) {
      const detail = `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
      const body = ec2
        ? `<Response><Errors><Error>${detail}</Error></Errors><RequestID>${requestId}</RequestID></Response>`
        : `<ErrorResponse xmlns="${service.xmlNamespace}"><Error><Type>${error.status < 500 ? "Sender" : "Receiver"}</Type>${detail}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
      const headers = {
        ...error.headers,
        "content-type": "text/xml;charset=UTF-8",
        "x-amzn-requestid": requestId,
      };
      return { status: error.status, headers, body };
    },
  };
}

export const awsQuery: Protocol = makeQuery(false);
export const ec2Query: Protocol = makeQuery(true);
