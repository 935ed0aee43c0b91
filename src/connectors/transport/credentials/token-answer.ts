import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Failure, FailureCode } from '../../../engine/failure.ts';
import type { HttpAnswer } from '../message.ts';

export type AccessToken = {
  readonly value: string;
  /** Seconds the token is good for, when the endpoint tells. */
  readonly lifetime?: number;
};

const shownCharacters = 300;

/** The errors of RFC 6749 section 5.2 that are about who asks; the others are about how it is asked. */
const aboutUs = new Set(['invalid_client', 'unauthorized_client', 'invalid_grant', 'access_denied']);

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(body: string): Fields {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

function firstLine(text: string): string {
  const line = text.split(/[\r\n]/, 1)[0] ?? '';
  return line.length > shownCharacters ? `${line.slice(0, shownCharacters)}…` : line;
}

function codeOf(status: number, error: string | undefined): FailureCode {
  if (status >= 500) return 'connection.lost';
  if (error !== undefined) return aboutUs.has(error) ? 'credentials.rejected' : 'configuration.invalid';
  return status === 401 || status === 403 ? 'credentials.rejected' : 'configuration.invalid';
}

const next: Partial<Record<FailureCode, string>> = {
  'credentials.rejected': 'Check "clientId" and the client secret.',
  'configuration.invalid': 'Check "tokenUrl", "scope" and "audience".',
};

function refusal(place: string, answer: HttpAnswer, fields: Fields): Result<never, Failure> {
  const error = textOf(fields['error']);
  const description = textOf(fields['error_description']);
  const code = codeOf(answer.status, error);
  const said = [error ?? String(answer.status), description === undefined ? '' : firstLine(description)]
    .filter((words) => words !== '')
    .join(': ');
  const sentence = `The token endpoint ${place} gives no token: ${said}`;
  const closed = /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
  const systemCode = error === undefined ? String(answer.status) : `${answer.status} ${error}`;
  return fail({ code, message: `${closed} ${next[code] ?? ''}`.trim(), systemCode });
}

/** What is said instead of a token: a login page, nothing, a token of another kind. */
function noToken(place: string, answer: HttpAnswer, what: string): Result<never, Failure> {
  const message = `The token endpoint ${place} answers ${answer.status} with ${what}. Check "tokenUrl".`;
  return fail({ code: 'configuration.invalid', message, systemCode: String(answer.status) });
}

function kindOfBody(answer: HttpAnswer): string {
  if (answer.body.trim() === '') return 'nothing where a token is expected';
  const type = answer.headers.get('content-type')?.split(';')[0]?.trim() ?? 'something else';
  return `${type} where a token is expected`;
}

/** A number, or a text that is one, as some endpoints send it. */
function lifetimeOf(value: unknown): { readonly lifetime?: number } {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? { lifetime: seconds } : {};
}

/**
 * The token in an answer of a token endpoint (RFC 6749 sections 5.1 and 5.2). `place` names the endpoint in failures.
 * credentials.rejected when the endpoint does not know us, connection.lost when it is in trouble itself,
 * configuration.invalid for everything else that is no bearer token.
 */
export function readTokenAnswer(place: string, answer: HttpAnswer): Result<AccessToken, Failure> {
  const fields = fieldsOf(answer.body);
  const succeeded = answer.status >= 200 && answer.status < 300;
  if (!succeeded || textOf(fields['error']) !== undefined) return refusal(place, answer, fields);
  const value = textOf(fields['access_token']);
  if (value === undefined) return noToken(place, answer, kindOfBody(answer));
  const type = textOf(fields['token_type']);
  if (type !== undefined && type.toLowerCase() !== 'bearer')
    return noToken(place, answer, 'a token that is no bearer token');
  return ok({ value, ...lifetimeOf(fields['expires_in']) });
}
