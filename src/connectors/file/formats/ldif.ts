import { isUtf8 } from 'node:buffer';
import type { SubjectKind } from '../../../domain/model/subject.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { listingNamesOf } from '../people/app-kinds.ts';
import type { FileListing } from '../settings.ts';
import type { FileFault, FileRecord, RecordFormat, RecordSpan } from './record.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;

type Ldif = Pick<FileListing, 'attributes' | 'kind' | 'app'>;
/** A line of a record with the lines that continue it joined to it. */
type Line = { readonly text: string; readonly line: number };

/** Attributes of Active Directory and inetOrgPerson that are bytes, even when these could be read as text. */
const octetStrings = ['objectGUID', 'objectSid', 'mS-DS-ConsistencyGuid', 'thumbnailPhoto', 'jpegPhoto'];

type Values = ReadonlyMap<string, readonly string[]>;

/**
 * LDIF content (RFC 2849) as ldapsearch and ldifde write it. Names of attributes have any case there; here they get
 * the schema's, and `dn` becomes distinguishedName. Where objectClass says so, users and groups may share a file.
 * Change records are refused: they are no people.
 */
export function ldif(settings: Ldif): RecordFormat {
  const { attributes, app } = settings;
  const known = [
    ...listingNamesOf(app),
    ...octetStrings,
    'objectClass',
    ...attributes.map(({ name }) => name),
  ];
  const byLower = new Map([
    ...known.map((name) => [name.toLowerCase(), name] as const),
    ['dn', 'distinguishedName'],
  ]);
  const byWritten = new Map<string, string>();
  const schemaName = (written: string): string => {
    const before = byWritten.get(written);
    if (before !== undefined) return before;
    const name = byLower.get(written.toLowerCase().replace(/;binary$/u, '')) ?? written;
    byWritten.set(written, name);
    return name;
  };
  const binary = new Set([
    ...octetStrings,
    ...attributes.filter(({ type }) => type === 'Binary').map(({ name }) => name),
  ]);
  const isBinary = (name: string): boolean => binary.has(name);
  let line = 1;
  return {
    cut: (bytes, isLast) => {
      const { spans, used, nextLine } = cutBlocks(bytes, line, isLast);
      line = nextLine;
      return ok({ spans, used });
    },
    parse: (bytes, spans) => {
      const records: FileRecord[] = [];
      for (const span of spans) {
        const lines = joinedLines(bytes.toString('utf8', span.start, span.stop), span.line);
        const values = readValues(lines, schemaName, isBinary);
        if (!values.ok) return values;
        const get = (name: string): unknown => {
          const held = values.value.get(name);
          return held?.length === 1 ? held[0] : held;
        };
        if (values.value.size > 0 && isOfKind(get('objectClass'), settings.kind)) {
          records.push({ line: lines[0]?.line ?? span.line, get });
        }
      }
      return ok(records);
    },
  };
}

/** Blocks with an empty line behind each. */
function cutBlocks(bytes: Buffer, line: number, isLast: boolean) {
  const spans: RecordSpan[] = [];
  let current = line;
  let start = 0;
  let startLine = line;
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, at);
    if (newline === -1) break;
    current += 1;
    const isEmpty = newline === at || (newline === at + 1 && bytes[at] === RETURN);
    if (isEmpty && at > start) spans.push({ start, stop: at, line: startLine });
    at = newline + 1;
    if (isEmpty) {
      start = at;
      startLine = current;
    }
  }
  if (isLast && start < bytes.length) {
    spans.push({ start, stop: bytes.length, line: startLine });
    start = bytes.length;
  }
  return { spans, used: start, nextLine: startLine };
}

/** A line that begins with a space continues the one before, comments included. Comments and the version go. */
function joinedLines(text: string, firstLine: number): readonly Line[] {
  const lines: { text: string; readonly line: number }[] = [];
  for (const [index, written] of text.split('\n').entries()) {
    const plain = written.endsWith('\r') ? written.slice(0, -1) : written;
    const last = lines.at(-1);
    if (plain.startsWith(' ') && last !== undefined) last.text += plain.slice(1);
    else lines.push({ text: plain, line: firstLine + index });
  }
  return lines.filter(
    (line) => line.text !== '' && !line.text.startsWith('#') && !/^version:/iu.test(line.text),
  );
}

/** What ldapsearch adds to the entries: the end of its answer, and where else one could ask. */
const isAfterword = ({ text }: Line): boolean => /^(?:search|result|ref):/iu.test(text);

function readValues(
  lines: readonly Line[],
  schemaName: (written: string) => string,
  isBinary: (name: string) => boolean,
): Result<Values, FileFault> {
  const values = new Map<string, string[]>();
  const [first] = lines;
  if (first === undefined || isAfterword(first)) return ok(values);
  if (!/^dn:/iu.test(first.text)) return fail(noName(first));
  for (const line of lines) {
    const read = readLine(line);
    if (!read.ok) return read;
    const name = schemaName(read.value.name);
    const value = read.value.base64 ? decoded(read.value.value, isBinary(name)) : read.value.value;
    const before = values.get(name);
    if (before === undefined) values.set(name, [value]);
    else before.push(value);
  }
  return ok(values);
}

type Read = { readonly name: string; readonly value: string; readonly base64: boolean };

/** `name: text`, `name:: base64`, `name:< URL` (RFC 2849, attrval-spec). */
function readLine({ text, line }: Line): Result<Read, FileFault> {
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(0, colon));
  if (isRange.test(name)) {
    const message = `the export holds only a part of the values (${name})`;
    return fail({ line, column: 1, message, fix: 'Export this entry again with all its values.' });
  }
  if (!isName.test(name)) {
    const fix = 'Write "name: value"; a value that goes on in the next line needs a space before it there.';
    return fail({ line, column: 1, message: 'this line is no attribute with a value', fix });
  }
  if (isChange.test(name)) {
    const message = `this is a change record (${name}), and no entry`;
    const fix = 'Export the entries themselves, for example with ldapsearch.';
    return fail({ line, column: 1, message, fix });
  }
  const mark = text[colon + 1];
  if (mark === '<')
    return fail({ line, column: colon + 1, message: `the value of ${name} is elsewhere`, fix: noUrl });
  const base64 = mark === ':';
  const value = text.slice(colon + (base64 ? 2 : 1)).replace(/^ +/u, '');
  if (!base64 || isBase64(value)) return ok({ name, value, base64 });
  const message = `the value of ${name} is no base64`;
  return fail({ line, column: colon + 1, message, fix: 'Export the file again.' });
}

const isName = /^\w[\w.;-]*$/u;
const isChange = /^(?:changetype|control)$/iu;
/** Active Directory gives long lists in pieces ([MS-ADTS] 3.1.1.3.1.3.3): `member;range=0-1499`. */
const isRange = /;range=/iu;
const noUrl = 'Put the value itself into this file; what a URL names is not read.';

const isBase64 = (text: string): boolean =>
  /^[A-Za-z0-9+/]*={0,2} *$/u.test(text) && text.trim().length % 4 === 0;

/** Text that did not fit into a line of LDIF; bytes that are no text stay base64, as the schema's Binary is. */
function decoded(value: string, isBinary: boolean): string {
  const bytes = Buffer.from(value, 'base64');
  return isBinary || !isUtf8(bytes) ? value.trim() : bytes.toString();
}

const groupClasses = ['group', 'groupofnames', 'groupofuniquenames', 'posixgroup'];
const personClasses = ['person', 'organizationalperson', 'inetorgperson', 'user'];

/** A computer of Active Directory is a user too, as far as objectClass goes; it is nobody to provision. */
function isOfKind(objectClass: unknown, kind: SubjectKind): boolean {
  if (objectClass === undefined) return true;
  const classes = [objectClass].flat().map((name) => String(name).toLowerCase());
  const wanted = kind === 'group' ? groupClasses : personClasses;
  return classes.some((name) => wanted.includes(name)) && !classes.includes('computer');
}

const noName = ({ line }: Line): FileFault => ({
  line,
  column: 1,
  message: 'an entry begins here without dn',
  fix: 'Begin each entry with "dn: …"; an empty line inside an entry ends it too early.',
});
