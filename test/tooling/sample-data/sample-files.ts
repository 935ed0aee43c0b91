import { bulkPeople } from './bulk.ts';
import { systemFiles } from './files.ts';
import { createNameGiver, type Person } from './person.ts';
import { readCast } from './personas.ts';

/** Characters that turn text around, hide in it or steer a terminal are written as escapes, so that files stay readable. */
const invisible = /[\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

const escaped = (text: string): string =>
  text.replace(invisible, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** JSON with one line for each item of a list that is two levels deep at most. */
function lines(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => {
    if (!Array.isArray(member)) return `${JSON.stringify(name)}: ${lines(member)}`;
    return `${JSON.stringify(name)}: [\n${member.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  });
  return `{\n${members.join(',\n')}\n}`;
}

function withOwnAccountNames(people: readonly Person[]): readonly Person[] {
  const nameOf = createNameGiver();
  return people.map((person) => ({ ...person, samAccountName: nameOf(person.samAccountName) }));
}

/** The texts of all files of `sample-data/systems`, by file name. `personas` is the path of personas.json. */
export function sampleFiles(personas: string): ReadonlyMap<string, string> {
  const nameOf = createNameGiver();
  const cast = readCast(personas, nameOf);
  const everybody = withOwnAccountNames([...cast.people, ...bulkPeople(nameOf)]);
  const byKey = new Map(everybody.map((person) => [person.key, person]));
  const files = systemFiles({ cast, everybody, byKey });
  return new Map([...files].map(([name, content]) => [name, `${escaped(lines(content))}\n`]));
}
