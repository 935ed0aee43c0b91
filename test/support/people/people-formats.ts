import type { FileFormat } from '../../../src/connectors/file/settings.ts';

/** The attributes of one person, as texts. */
type Attributes = Readonly<Record<string, string>>;

export const formats: readonly FileFormat[] = ['json-lines', 'json', 'csv', 'ldif'];

/** One row of CSV (RFC 4180), every cell in quotes, without the line break behind it. */
export const csvRow = (cells: readonly string[]): string =>
  cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');

/** RFC 2849: what is not plain ASCII, or begins with a sign that means something, is base64. */
function ldifLine(name: string, value: string): string {
  const isPlain = /^[\x21-\x39\x3b\x3d-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/u.test(value);
  return isPlain ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`;
}

/** One entry of LDIF, its long lines folded, without the empty line behind it. */
export function ldifEntry(dn: string, person: Attributes, newline = '\n'): string {
  return Object.entries({ dn, ...person })
    .map(([name, value]) =>
      ldifLine(name, value)
        .match(/.{1,70}/gu)
        ?.join(`${newline} `),
    )
    .join(newline);
}

function csvOf(people: readonly Attributes[], newline: string): string {
  const names = [...new Set(people.flatMap(Object.keys))];
  const rows = people.map((person) => csvRow(names.map((name) => person[name] ?? '')));
  return [csvRow(names), ...rows, ''].join(newline);
}

function ldifOf(people: readonly Attributes[], newline: string): string {
  const entries = people.map((person, index) => ldifEntry(`cn=${index},dc=example`, person, newline));
  return `version: 1${newline}# people${newline}${newline}${entries.join(newline.repeat(2))}${newline}`;
}

/** The same people in any format, as another program would write them. */
export function written(format: FileFormat, people: readonly Attributes[], newline = '\n'): string {
  switch (format) {
    case 'json-lines':
      return people.map((person) => `${JSON.stringify(person)}${newline}`).join('');
    case 'json':
      return `${JSON.stringify(people, null, 2).replaceAll('\n', newline)}${newline}`;
    case 'csv':
      return csvOf(people, newline);
    default:
      return ldifOf(people, newline);
  }
}
