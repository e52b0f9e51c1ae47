import { z } from "zod";
import { MalformedAnswer } from "#collectors/runtime/decode.ts";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A REST API's policy as a document: API Gateway sends it as the inside of a JSON string, its quotes escaped.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html
 */
export function decodePolicy(policy: string | undefined): string | null {
  if (policy === undefined || policy === "") return null;
  if (parsed(policy) !== undefined) return policy;
  const unescaped = z.string().safeParse(parsed(`"${policy}"`));
  if (!unescaped.success) throw new MalformedAnswer("RestApi.policy", "is not a JSON document");
  return unescaped.data;
}
