import type { z } from 'zod';
import { nearestName } from '../domain/expressions/syntax/suggest.ts';
import { pathText } from '../domain/json/path-text.ts';
import type { JsonPlaces } from '../domain/json/read-json.ts';
import { present } from '../domain/present.ts';
import { connectorKeys } from './connector-config.ts';
import { certificateKeys, signInKeys } from './scim/scim-sign-in.ts';
import { secretForms } from './secrets/secret-reference.ts';
import type { IssuePlace, PathKey, WorkspaceIssue } from './workspace-issue.ts';

/** The keys that each object of the file knows. */
export type KnownKeys = {
  readonly file: readonly string[];
  readonly app: readonly string[];
  readonly settings: readonly string[];
};

type Finding = { readonly path: readonly PathKey[]; readonly message: string; readonly fix: string };
type ZodIssue = z.core.$ZodIssue;

/** The keys whose value is a secret: their content is never looked into further than its first word. */
const secretKeys: readonly PathKey[] = ['token', 'clientSecret', 'password', 'passphrase'];

/** How much of a path leads to a secret; 0 when none does. The values of all headers may be secrets. */
function secretDepth(path: readonly PathKey[]): number {
  return (
    1 +
    path.findIndex((name, index) => {
      const above = path[index - 1];
      return (
        secretKeys.includes(name) ||
        (name === 'key' && above === 'clientCertificate') ||
        (above === 'headers' && typeof name === 'string')
      );
    })
  );
}

/** zod's findings and those zod cannot make (a key or an app id that appears twice), in the order of the file. */
export function explainIssues(request: {
  readonly file: string;
  readonly document: JsonPlaces & { readonly value: unknown };
  readonly issues: readonly ZodIssue[];
  readonly known: KnownKeys;
}): readonly WorkspaceIssue[] {
  const { file, document, issues, known } = request;
  const shapeTrouble = new Set(
    issues.filter(({ code }) => code !== 'custom').map((issue) => pathText(pathOf(issue))),
  );
  const findings = issues
    .filter((issue) => issue.code !== 'custom' || !shapeTrouble.has(pathText(pathOf(issue))))
    .flatMap((issue) => explain(issue, document.value, known));
  const located = [...findings, ...sameIds(document.value)].map(({ path, message, fix }) => {
    const place = placeOf(path, document);
    return { file, path: pathText(path), ...present({ place }), message, fix };
  });
  return [...located, ...sameKeys(file, document)].sort(byPlace);
}

function explain(issue: ZodIssue, root: unknown, known: KnownKeys): readonly Finding[] {
  const path = pathOf(issue);
  const value = valueAt(root, path);
  const fix = fixOf(issue);
  if (fix !== undefined) return [{ path, message: issue.message, fix }];
  if (isSecret(issue)) return [explainSecret(path, value)];
  if (issue.code === 'unrecognized_keys') {
    const keys = keysAt(path, root, known);
    return issue.keys.map((key) => unknownKey([...path, key], key, keys));
  }
  if (value === undefined) return [missing(issue, path)];
  return [wrong(issue, path, value)];
}

function explainSecret(path: readonly PathKey[], value: unknown): Finding {
  const upTo = path.slice(0, secretDepth(path));
  if (value === undefined)
    return { path: upTo, message: 'this secret is missing', fix: `Add a reference to it: ${secretForms}.` };
  const literal = typeof value === 'string' && !/^(env|file|cmd):/u.test(value);
  const message = literal ? 'the secret itself stands here' : 'this is not a reference to a secret';
  return { path: upTo, message, fix: `Write a reference instead: ${secretForms}.` };
}

function unknownKey(path: readonly PathKey[], key: string, keys: readonly string[]): Finding {
  const meant = nearestName(key, keys);
  const fix = meant === undefined ? `Remove it; known here: ${keys.join(', ')}.` : `Did you mean "${meant}"?`;
  return { path, message: 'this key is unknown', fix };
}

function missing(issue: ZodIssue, path: readonly PathKey[]): Finding {
  const choices = choicesOf(issue);
  const form = choices === undefined ? typeName(issue) : `one of ${quoted(choices)}`;
  return { path, message: 'this key is missing', fix: `Add it with ${form}.` };
}

function wrong(issue: ZodIssue, path: readonly PathKey[], value: unknown): Finding {
  const choices = choicesOf(issue);
  if (choices !== undefined) {
    const meant = typeof value === 'string' ? nearestName(value, choices) : undefined;
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
    return { path, message: 'this value is not possible here', fix: `Use one of ${quoted(choices)}.${hint}` };
  }
  switch (issue.code) {
    case 'invalid_type':
      return { path, message: `this is not ${typeName(issue)}`, fix: `Write ${typeName(issue)} here.` };
    case 'too_small':
      return { path, message: 'this is empty', fix: 'Fill it in.' };
    case 'invalid_format':
      return {
        path,
        message: 'this id has another form than ids have',
        fix: 'Use small letters, digits and single hyphens.',
      };
    default:
      return { path, message: 'this is not valid', fix: 'Correct it.' };
  }
}

function choicesOf(issue: ZodIssue): readonly string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union' || !('options' in issue)) return undefined;
  return Array.isArray(issue.options) ? issue.options.map(String) : undefined;
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['boolean', 'true or false'],
  ['record', 'an object'],
  ['number', 'a number'],
]);

function typeName(issue: ZodIssue): string {
  const expected = issue.code === 'invalid_type' ? issue.expected : '';
  return typeNames.get(expected) ?? 'another value';
}

/** Present on the rules that a connector adds to its keys: they say themselves what to do. */
function fixOf(issue: ZodIssue): string | undefined {
  const fix: unknown = issue.code === 'custom' ? issue.params?.['fix'] : undefined;
  return typeof fix === 'string' ? fix : undefined;
}

function keysAt(path: readonly PathKey[], root: unknown, known: KnownKeys): readonly string[] {
  if (path.length === 0) return known.file;
  if (path.length === 2) return known.app;
  if (path[2] === 'settings') return known.settings;
  if (path[3] === 'signIn') return signInKeys.get(String(valueAt(root, [...path, 'with']))) ?? [];
  if (path[3] === 'clientCertificate') return certificateKeys;
  return connectorKeys.get(String(valueAt(root, [...path, 'connector']))) ?? [];
}

/** Each app after the first that has the same id. */
function sameIds(root: unknown): readonly Finding[] {
  const apps = valueAt(root, ['apps']);
  const ids = Array.isArray(apps) ? apps.map((app) => valueAt(app, ['id'])) : [];
  return ids.flatMap((id, index) => {
    if (typeof id !== 'string' || ids.indexOf(id) === index) return [];
    const path = ['apps', index, 'id'];
    return [{ path, message: 'another app has this id already', fix: 'Give each app its own id.' }];
  });
}

function sameKeys(file: string, { repeated }: JsonPlaces): readonly WorkspaceIssue[] {
  return repeated.map(({ path, place }) => {
    return {
      file,
      path,
      place,
      message: 'this key appears twice in its object',
      fix: 'Remove one of the two.',
    };
  });
}

function pathOf(issue: ZodIssue): readonly PathKey[] {
  return issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
}

function isSecret(issue: ZodIssue): boolean {
  return secretDepth(pathOf(issue)) > 0;
}

function valueAt(root: unknown, path: readonly PathKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }, root);
}

/** A missing key has no place; then that of the object it is missing from. */
function placeOf(path: readonly PathKey[], { places }: JsonPlaces): IssuePlace | undefined {
  for (let length = path.length; length > 0; length--) {
    const place = places.get(pathText(path.slice(0, length)));
    if (place !== undefined) return place;
  }
  return undefined;
}

function byPlace(a: WorkspaceIssue, b: WorkspaceIssue): number {
  const lines = (a.place?.line ?? 0) - (b.place?.line ?? 0);
  return lines === 0 ? (a.place?.column ?? 0) - (b.place?.column ?? 0) : lines;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}
