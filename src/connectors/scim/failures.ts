import { fail, type Result } from '../../domain/result.ts';
import type { Failure, FailureCode } from '../../engine/failure.ts';
import { fieldOf } from '../../protocols/scim/json.ts';
import type { HttpAnswer } from '../transport/message.ts';
import { parseObject } from './wire.ts';

/** What was asked for; the same status means different things. */
export type Doing = 'filter' | 'read' | 'create' | 'update' | 'members' | 'remove';

const shownCharacters = 300;

type ScimError = { readonly scimType?: string; readonly detail?: string };

/** The SCIM error in a body (RFC 7644 section 3.12), of which every part may be missing. */
export function scimErrorOf(answer: HttpAnswer): ScimError {
  const body = parseObject(answer.body);
  if (body === undefined) return {};
  const scimType = fieldOf(body, 'scimType');
  const detail = fieldOf(body, 'detail');
  return {
    ...(typeof scimType === 'string' && scimType !== '' ? { scimType } : {}),
    ...(typeof detail === 'string' && detail !== '' ? { detail: firstLine(detail) } : {}),
  };
}

/** Details can hold a whole stack trace; its first line says what is wrong. */
function firstLine(text: string): string {
  const line = text.trim().split(/[\r\n]/, 1)[0] ?? '';
  return line.length > shownCharacters ? `${line.slice(0, shownCharacters)}…` : line;
}

const byScimType: ReadonlyMap<string, FailureCode> = new Map([
  ['uniqueness', 'object.duplicate'],
  ['invalidfilter', 'filter.unsupported'],
  ['toomany', 'filter.unsupported'],
  ['mutability', 'attribute.rejected'],
  ['invalidsyntax', 'attribute.rejected'],
  ['invalidpath', 'attribute.rejected'],
  ['notarget', 'attribute.rejected'],
  ['invalidvalue', 'attribute.rejected'],
  ['sensitive', 'permission.denied'],
  ['invalidvers', 'configuration.invalid'],
]);

const byStatus: ReadonlyMap<number, FailureCode> = new Map([
  [401, 'credentials.rejected'],
  [403, 'permission.denied'],
  [404, 'object.notFound'],
  [405, 'configuration.invalid'],
  [409, 'object.duplicate'],
  [410, 'object.notFound'],
  [412, 'precondition.failed'],
  [501, 'configuration.invalid'],
]);

/** Where what was asked for decides, before scimType and status do. */
function codeByDoing(status: number, doing: Doing): FailureCode | undefined {
  if (doing === 'filter' && status === 404) return 'configuration.invalid';
  if (doing === 'filter' && status === 400) return 'filter.unsupported';
  // Some servers answer 400 to a well-formed id they do not know; matching again finds out what is true.
  return doing === 'read' && status === 400 ? 'object.notFound' : undefined;
}

function codeOf({ status }: HttpAnswer, doing: Doing, scimType: string | undefined): FailureCode {
  const refused = status === 400 || status === 422;
  const named = refused ? byScimType.get(scimType?.toLowerCase() ?? '') : undefined;
  const known = codeByDoing(status, doing) ?? named ?? byStatus.get(status);
  if (known !== undefined) return known;
  if (status >= 500) return 'connection.lost';
  return status < 400 || doing === 'filter' || doing === 'read'
    ? 'configuration.invalid'
    : 'attribute.rejected';
}

const action: Record<Doing, string> = {
  filter: 'a search',
  read: 'reading the object',
  create: 'creating the object',
  update: 'changing the object',
  members: 'changing the members',
  remove: 'deleting the object',
};

function sentence({ status }: HttpAnswer, doing: Doing, detail: string | undefined): string {
  const words = detail === undefined ? '' : `: ${detail}`;
  if (doing === 'filter' && status === 404) {
    const rule = 'a SCIM server answers a search without a hit with 200 and an empty list';
    return `The target answers 404 to a search, but ${rule}; the base URL is probably wrong${words}`;
  }
  if (doing === 'filter' && status === 400) return `The target does not support this filter${words}`;
  if (status === 401) return `The target rejects our credentials${words}`;
  if (status === 405 || status === 501)
    return `The target has no support for ${action[doing]} (${status})${words}`;
  return `The target answers ${status} to ${action[doing]}${words}`;
}

/** Attributes whose name, or whose last part, the server mentions as a word of its own. */
function mentioned(names: readonly string[], detail: string | undefined): readonly string[] {
  if (detail === undefined) return [];
  const words = new Set(detail.toLowerCase().split(/[^a-z0-9_$.:[\]-]+/));
  const lower = detail.toLowerCase();
  return names.filter((name) => {
    const last = name.split(/[.:](?![^[]*\])/).at(-1) ?? name;
    return lower.includes(name.toLowerCase()) || (last !== 'value' && words.has(last.toLowerCase()));
  });
}

/**
 * What an answer that is no success means. `names` are the attributes that were sent, in the schema's spelling.
 * Statuses and scimTypes: RFC 7644 section 3.12, tables 8 and 9.
 */
export function failureOf(
  answer: HttpAnswer,
  doing: Doing,
  names: readonly string[] = [],
): Result<never, Failure> {
  const { scimType, detail } = scimErrorOf(answer);
  const attributes = mentioned(names, detail);
  const text = sentence(answer, doing, detail);
  return fail({
    code: codeOf(answer, doing, scimType),
    message: /[.!?…]$/.test(text) ? text : `${text}.`,
    systemCode: scimType === undefined ? String(answer.status) : `${answer.status} ${scimType}`,
    ...(attributes.length === 0 ? {} : { attributes }),
  });
}

/** The server's own words, for a failure whose code the transport decides. */
export function explain(answer: HttpAnswer): string | undefined {
  return scimErrorOf(answer).detail;
}

/** An answer that says success and is no SCIM: a login page, a proxy's message, a body cut to nothing. */
export function unreadable(answer: HttpAnswer): Failure {
  const type = answer.headers.get('content-type')?.split(';')[0]?.trim();
  const what = answer.body.trim() === '' ? 'nothing' : (type ?? 'something');
  const message = `The target answers ${answer.status} with ${what} where a SCIM object is expected.`;
  return { code: 'answer.unreadable', message, systemCode: String(answer.status) };
}
