import { fail } from '../../domain/result.ts';
import type { Failure, FailureCode } from '../../engine/failure.ts';
import { parseWireJson } from '../../protocols/scim/json.ts';
import type { HttpAnswer } from '../transport/message.ts';
import { type AnswerWords, scimErrorOf, wordsOfText } from './answer-words.ts';
import { isErrorMessage, parseObject } from './wire.ts';

/** What was asked for; the same status means different things. */
export type Doing = 'filter' | 'list' | 'discover' | 'read' | 'create' | 'update' | 'members' | 'remove';

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
  // A cursor that the server gave and no longer knows (RFC 9865 section 2.1).
  ['invalidcursor', 'system.failed'],
  ['expiredcursor', 'system.failed'],
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

/** A taken value in a server's own words, for the many that answer 400 or 422 to it and name no scimType. */
const takenWords =
  /already (?:exists?|in use|used|taken|been taken|registered|assigned|a member)|duplicate|(?:not|must be) unique|unique constraint/i;

/** A filter can also be too much for a server: too long for a URL, or simply not there. */
const refusesFilter = new Set([400, 414, 501]);
const asking = new Set<Doing>(['filter', 'list', 'discover', 'read']);

/** Where what was asked for decides, before scimType and status do. */
function codeByDoing(status: number, doing: Doing): FailureCode | undefined {
  if (status === 404 && (doing === 'filter' || doing === 'list')) return 'configuration.invalid';
  if (doing === 'filter' && refusesFilter.has(status)) return 'filter.unsupported';
  // Some servers answer 400 to a well-formed id they do not know; matching again finds out what is true.
  return doing === 'read' && status === 400 ? 'object.notFound' : undefined;
}

/** What a refusal names as its reason: by its scimType, else by its words. */
function codeByReason({ scimType, detail = '' }: AnswerWords): FailureCode | undefined {
  if (scimType !== undefined) return byScimType.get(scimType.toLowerCase());
  return takenWords.test(detail) ? 'object.duplicate' : undefined;
}

function codeOf({ status }: HttpAnswer, doing: Doing, words: AnswerWords): FailureCode {
  const refused = status === 400 || status === 422;
  const named = refused ? codeByReason(words) : undefined;
  const known = codeByDoing(status, doing) ?? named ?? byStatus.get(status);
  if (known !== undefined) return known;
  if (status >= 500) return 'system.failed';
  return status < 400 || asking.has(doing) ? 'configuration.invalid' : 'attribute.rejected';
}

const action: Record<Doing, string> = {
  filter: 'a search',
  list: 'listing objects',
  discover: 'a question about what it can do',
  read: 'reading the object',
  create: 'creating the object',
  update: 'changing the object',
  members: 'changing the members',
  remove: 'deleting the object',
};

/** A SCIM error to a search is this server's way to say that it found nothing; anything else is another address. */
function notFoundByFilter(answer: HttpAnswer): string {
  const rule = 'a SCIM server answers a search without a hit with 200 and an empty list';
  const isScim = parseObject(answer.body)?.['schemas'] !== undefined;
  const why = isScim ? 'this server breaks RFC 7644 section 3.4.2' : 'the base URL is probably wrong';
  return `The target answers 404 to a search, but ${rule}; ${why}`;
}

/** A refusal without a word leaves people with the exchange in View details. */
function withoutReason(answer: HttpAnswer): string {
  const { scimType, detail } = scimErrorOf(answer);
  const isRefusal = answer.status === 400 || answer.status === 422;
  return isRefusal && scimType === undefined && detail === undefined ? ' and does not say why' : '';
}

function opening(answer: HttpAnswer, doing: Doing): string {
  const { status } = answer;
  if (status === 404 && (doing === 'filter' || doing === 'list')) return notFoundByFilter(answer);
  if (doing === 'filter' && refusesFilter.has(status)) return 'The target does not support this filter';
  if (status === 401) return 'The target rejects our credentials';
  if (status === 403) return `The target does not allow ${action[doing]} (403)`;
  if (status === 405 || status === 501) return `The target has no support for ${action[doing]} (${status})`;
  if (status === 429) return 'The target takes no more requests for now (429)';
  if (status < 400)
    return `The target redirects ${action[doing]} (${status}); the base URL is probably wrong`;
  return `The target answers ${status} to ${action[doing]}${withoutReason(answer)}`;
}

function sentence(answer: HttpAnswer, doing: Doing, detail: string | undefined): string {
  return `${opening(answer, doing)}${detail === undefined ? '' : `: ${detail}`}`;
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
): { readonly ok: false; readonly error: Failure } {
  const words = scimErrorOf(answer);
  const { scimType, detail } = words;
  const attributes = mentioned(names, detail);
  const text = sentence(answer, doing, detail);
  return fail({
    code: codeOf(answer, doing, words),
    message: /[.!?…]$/.test(text) ? text : `${text}.`,
    systemCode: scimType === undefined ? String(answer.status) : `${answer.status} ${scimType}`,
    ...(attributes.length === 0 ? {} : { attributes }),
  });
}

/** The server's own words, for a failure whose code the transport decides. */
export function explainFailure(answer: HttpAnswer): string | undefined {
  return scimErrorOf(answer).detail;
}

/** An answer that says success and is no SCIM: a login page, a proxy's message, a body cut to nothing. */
export function unreadable(answer: HttpAnswer): Failure {
  const type = answer.headers.get('content-type')?.split(';')[0]?.trim();
  const what = answer.body.trim() === '' ? 'nothing' : (type ?? 'something');
  const words = isErrorMessage(parseObject(answer.body) ?? {})
    ? scimErrorOf(answer).detail
    : parseWireJson(answer.body) === undefined
      ? wordsOfText(answer.body)
      : undefined;
  const said = words === undefined ? '' : ` ("${words}")`;
  const message = `The target answers ${answer.status} with ${what}${said} where a SCIM object is expected.`;
  return { code: 'answer.unreadable', message, systemCode: String(answer.status) };
}

const isPage = (body: string): boolean => /^\s*</.test(body);

/**
 * A success that says nothing about a write: a promise for later (202, RFC 9110 section 15.3.3), a page of somebody in
 * between, a SCIM error under a status of success. outcome.unknown, so the object itself is asked; undefined for an
 * answer that can be taken as it is, an empty one included.
 */
export function noProof(answer: HttpAnswer, doing: Doing): Failure | undefined {
  const systemCode = String(answer.status);
  if (answer.status === 202) {
    const message = `The target accepts ${action[doing]} (202), to carry it out later; whether it did is unknown.`;
    return { code: 'outcome.unknown', message, systemCode };
  }
  const isError = isErrorMessage(parseObject(answer.body) ?? {});
  if (!isError && !isPage(answer.body)) return undefined;
  const message = `${unreadable(answer).message} Whether the request was carried out is unknown.`;
  return { code: 'outcome.unknown', message, systemCode };
}
