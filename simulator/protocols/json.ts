import { JsonCodec } from "@aws-sdk/core/protocols";
import type { Protocol } from "./protocol.ts";

const codec = new JsonCodec({ timestampFormat: { useTrait: true, default: 7 }, jsonName: false });

/** awsJson1.0 and 1.1: the operation is in `X-Amz-Target`, everything else in the body. */
export const awsJson: Protocol = {
  identify: (request) => String(request.headers["x-amz-target"] ?? "").split(".")[1],
  decode: (request, operation) =>
    codec.createDeserializer().readObject(operation.input, JSON.parse(request.body || "{}")),
  encode(output, operation, _service, requestId) {
    const serializer = codec.createSerializer();
    serializer.write(operation.output, output);
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": requestId };
    return { status: 200, headers, body: serializer.flush() };
  },
  fail: (error, _service, requestId) => ({
    status: error.status,
    headers: {
      ...error.headers,
      "content-type": "application/x-amz-json-1.1",
      "x-amzn-requestid": requestId,
      "x-amzn-errortype": error.code,
    },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  }),
};
