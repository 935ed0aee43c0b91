import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { isJsonArray, isJsonObject, type Json } from '../../../protocols/scim/json.ts';
import { badRequest, type ScimProblem } from './problem.ts';

export const MAX_BODY_BYTES = 20 * 1024 * 1024;
/** A SCIM resource is four levels deep; more than this only strains the stack. */
const MAX_DEPTH = 32;

/** The JSON of a request, undefined without a body. Answers 413, 415, or 400 invalidSyntax. */
export async function readBody(message: IncomingMessage): Promise<Result<Json | undefined, ScimProblem>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too much is still read, and dropped: a client that cannot finish sending never sees the answer.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES) return fail({ status: 413, detail: 'the body is larger than 20 MB' });
  if (size === 0) return ok(undefined);
  return isJsonType(message.headers['content-type'])
    ? parseBody(Buffer.concat(chunks))
    : fail({ status: 415, detail: 'the body must be application/scim+json' });
}

function isJsonType(header: string | undefined): boolean {
  if (header === undefined) return true;
  const type = header.split(';')[0]?.trim().toLowerCase();
  return type === 'application/scim+json' || type === 'application/json';
}

function parseBody(bytes: Buffer): Result<Json, ScimProblem> {
  try {
    const body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json;
    return isDeeper(body, MAX_DEPTH)
      ? badRequest('invalidSyntax', 'the body is nested too deeply')
      : ok(body);
  } catch {
    return badRequest('invalidSyntax', 'the body is no JSON in UTF-8');
  }
}

function isDeeper(value: Json, levels: number): boolean {
  if (!isJsonArray(value) && !isJsonObject(value)) return false;
  return levels === 0 || Object.values<Json>(value).some((part) => isDeeper(part, levels - 1));
}
