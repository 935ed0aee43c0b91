/**
 * `npm run people -- --count 1000000 --seed 7 --format json-lines FILE` writes a file of made-up people for the source
 * connector `file`. The same arguments make the same file; memory does not grow with it.
 */
import { createWriteStream } from 'node:fs';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { FileFormat } from '../../src/connectors/file/settings.ts';
import { attributesOf, type ManyPerson, manyPeople } from '../support/people/many-people.ts';
import { csvRow, formats, ldifEntry } from '../support/people/people-formats.ts';

type Writer = {
  readonly before: string;
  readonly entry: (person: ManyPerson, index: number) => string;
  readonly after: string;
};

function objectOf(person: ManyPerson): string {
  const { manager, ...attributes } = attributesOf(person);
  return JSON.stringify({
    ...attributes,
    accountEnabled: person.enabled,
    ...(manager === '' ? {} : { manager }),
  });
}

const header = ['objectId', 'userPrincipalName', 'displayName', 'givenName', 'surname', 'mail', 'employeeId'];
const columns = [...header, 'jobTitle', 'department', 'accountEnabled', 'manager'];

function ldifOf(person: ManyPerson, index: number): string {
  const held = Object.entries(attributesOf(person)).filter(([, value]) => value !== '');
  return `${ldifEntry(`CN=${index},OU=People,DC=example`, Object.fromEntries(held))}\n\n`;
}

const writers: Readonly<Record<FileFormat, Writer>> = {
  'json-lines': { before: '', entry: (person) => `${objectOf(person)}\n`, after: '' },
  json: {
    before: '[\n',
    entry: (person, index) => `${index === 0 ? '' : ',\n'}  ${objectOf(person)}`,
    after: '\n]\n',
  },
  csv: {
    before: `${csvRow(columns)}\n`,
    entry: (person) => {
      const attributes = attributesOf(person);
      return `${csvRow(columns.map((name) => attributes[name] ?? ''))}\n`;
    },
    after: '',
  },
  ldif: { before: 'version: 1\n\n', entry: ldifOf, after: '' },
};

const PIECE = 1_000;

function* texts({ before, entry, after }: Writer, people: Iterable<ManyPerson>): Generator<string> {
  let piece = [before];
  let index = 0;
  for (const person of people) {
    piece.push(entry(person, index));
    index += 1;
    if (piece.length < PIECE) continue;
    yield piece.join('');
    piece = [];
  }
  yield [...piece, after].join('');
}

const { values, positionals } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    format: { type: 'string', default: 'json-lines' },
  },
  allowPositionals: true,
});
const [file] = positionals;
const format = formats.find((name) => name === values.format);
const [count, seed] = [Number(values.count), Number(values.seed)];
if (
  file === undefined ||
  format === undefined ||
  !Number.isSafeInteger(count) ||
  !Number.isSafeInteger(seed)
) {
  process.stderr.write(`npm run people -- [--count N] [--seed N] [--format ${formats.join('|')}] FILE\n`);
  process.exitCode = 64;
} else {
  await pipeline(Readable.from(texts(writers[format], manyPeople(seed, count))), createWriteStream(file));
}
