import { readSourceObject } from '../../../domain/cases/source-object.ts';
import { type Attributes, displayText } from '../../../domain/model/value.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { PersonDifference } from '../../../domain/schema/diff/compare-people.ts';
import type { Flow } from '../../../domain/schema/diff/person-values.ts';
import { shortened } from '../expression/words.ts';
import type { PersonText } from './people.ts';

export type NamedPerson = { readonly name: string; readonly place: string; readonly attributes: Attributes };

/** What people are known by, in the names of the systems they come from; the first that has a value. */
const names = [
  'userPrincipalName',
  'WorkerID',
  'personIdExternal',
  'mail',
  'sAMAccountName',
  'employeeId',
  'displayName',
  'objectId',
  'id',
];

function nameOf(attributes: Attributes, place: string): string {
  const found = names
    .map((name) => displayText(attributes.get(name)))
    .find((text) => text !== undefined && text !== '');
  return found ?? place;
}

/** Reads the source attributes of one person; the failure is a sentence with the place in the file. */
export function readPerson({ text, place }: PersonText): Result<NamedPerson, string> {
  const read = readSourceObject(text, undefined);
  if (!read.ok) {
    const told = read.error.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
    return fail(`${place}: ${told.join('; ')}.`);
  }
  const { attributes } = read.value;
  return ok({ name: nameOf(attributes, place), place, attributes });
}

function flowText(flow: Flow): string {
  if ('value' in flow) return shortened(JSON.stringify(flow.value));
  return 'error' in flow ? `error: ${shortened(flow.error)}` : `nothing (${flow.nothing})`;
}

function headline(name: string, { standing, because = '' }: PersonDifference): string {
  switch (standing) {
    case 'enters':
      return `${name} enters the scope (not true before: ${because})`;
    case 'leaves':
      return `${name} leaves the scope (not true now: ${because})`;
    case 'unknown':
      return `${name} cannot be compared: ${because}`;
    default:
      return name;
  }
}

/** What would become of one person, in lines for people. */
export function personLines({ name }: NamedPerson, difference: PersonDifference): readonly string[] {
  const { attributes, matching } = difference;
  return [
    headline(name, difference),
    ...attributes.map((one) => `  ${one.name}: ${flowText(one.before)} -> ${flowText(one.after)}`),
    ...(matching === undefined ? [] : [`  matched by ${matching.before} -> ${matching.after}`]),
  ];
}
