import { STATUS_CODES } from 'node:http';
import { REDACTED } from '../../domain/model/value.ts';
import type { Exchange } from '../../engine/port.ts';
import { scrub } from './scrub.ts';
import type { RequestAttempt } from './sending/retry.ts';
import { troubleText } from './sending/trouble.ts';

const shownCharacters = 8_000;
const parsedCharacters = 256_000;
const maxDepth = 64;
const secretWord = '(?:passw|pwd(?!LastSet)|secret|token|assertion|credential)';
const secretName = new RegExp(secretWord, 'i');
const secretParameter = new RegExp(`${secretWord}|^(?:code|key|api[-_]?key|sig)$`, 'i');

/** Bodies that are no whole JSON: cut, form-encoded (OAuth), XML (WS-Security), or simply broken. */
const secretInText: readonly (readonly [pattern: RegExp, shown: string])[] = [
  [new RegExp(`("[^"]*${secretWord}[^"]*"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"?`, 'gi'), `$1"${REDACTED}"`],
  [new RegExp(`((?:^|&)[^=&\\s]*${secretWord}[^=&\\s]*=)[^&\\s]*`, 'gi'), `$1${REDACTED}`],
  [new RegExp(`(<(?!/)[^<>]*${secretWord}[^<>]*>)[^<]+`, 'gi'), `$1${REDACTED}`],
];

/** `{"op":"replace","path":"password","value":"…"}` and the like: the name stands beside the value. */
const namesSecret = (item: object): boolean =>
  'path' in item && typeof item.path === 'string' && secretName.test(item.path);

function redactJson(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maxDepth) return '[…]';
  if (Array.isArray(value)) return value.map((item) => redactJson(item, depth + 1));
  const hidesValue = namesSecret(value);
  const entries = Object.entries(value).map(([name, item]): [string, unknown] => {
    const hidden = (secretName.test(name) && isHideable(item)) || (hidesValue && name === 'value');
    return [name, hidden ? REDACTED : redactJson(item, depth + 1)];
  });
  return Object.fromEntries(entries);
}

/** Numbers and flags such as `expires_in` or `passwordRequired` tell no secret, nor does an empty text. */
const isHideable = (item: unknown): boolean => typeof item === 'string' && item !== '';

function redactText(text: string): string {
  return secretInText.reduce((result, [pattern, shown]) => result.replace(pattern, shown), text);
}

function withoutSecretFields(text: string): unknown {
  try {
    return redactJson(JSON.parse(text), 0);
  } catch {
    return undefined;
  }
}

/** `left`: how many characters follow that were not looked at. */
function redactBody(text: string): { readonly seen: string; readonly left: number } {
  if (text.length <= parsedCharacters) {
    if (!secretName.test(text)) return { seen: text, left: 0 };
    const json = withoutSecretFields(text);
    if (json !== undefined) return { seen: JSON.stringify(json), left: 0 };
  }
  // Little more than what is shown: on a hostile text the patterns take the square of its length.
  const window = shownCharacters * 2;
  return { seen: redactText(text.slice(0, window)), left: Math.max(0, text.length - window) };
}

function cut(text: string, left: number): string {
  const more = Math.max(0, text.length - shownCharacters) + left;
  return more === 0 ? text : `${text.slice(0, shownCharacters)}… (${more} more characters)`;
}

/** A body as a person may see it: without passwords, tokens and the secrets named, cut to what a screen can use. */
export function shownBody(text: string, secrets: readonly string[]): string {
  const { seen, left } = redactBody(text);
  return cut(scrub(seen, secrets), left);
}

function shownTarget(target: string): string {
  const [path = '', query] = target.split(/\?(.*)/s);
  if (query === undefined) return path;
  const parameters = query.split('&').map((parameter) => {
    const name = parameter.split('=', 1)[0] ?? '';
    return secretParameter.test(name) && parameter.includes('=') ? `${name}=${REDACTED}` : parameter;
  });
  return `${path}?${parameters.join('&')}`;
}

type Sent = { readonly method: string; readonly target: string; readonly body?: string };

/** A request, and what became of it, without headers: those hold nothing but credentials and constants. */
export function showExchange(
  sent: Sent,
  secrets: readonly string[],
  came?: { readonly attempt: RequestAttempt; readonly tookMs: number },
): Exchange {
  const request = {
    request: scrub(`${sent.method} ${shownTarget(sent.target)}`, secrets),
    ...(sent.body === undefined ? {} : { requestBody: shownBody(sent.body, secrets) }),
  };
  if (came === undefined) return request;
  const { attempt, tookMs } = came;
  if (attempt.got === 'trouble') return { ...request, answer: troubleText(attempt.trouble), tookMs };
  const { status, body } = attempt.answer;
  const answer = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
  return { ...request, answer, ...(body === '' ? {} : { answerBody: shownBody(body, secrets) }), tookMs };
}
