import { chmod, mkdir, rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { written } from '../../support/people/people-formats.ts';
import { complaintOf, ownFolder, peopleFile } from './people-file.ts';

const bytes = (...parts: readonly (string | number)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));

describe('a file that cannot be read names the line, the column and what to do', () => {
  it.each([
    [
      'a comma too many',
      '{"objectId":"1"}\n{"objectId":"2",}\n',
      /^people\.jsonl:2:17: this is no JSON: .*Correct/,
    ],
    ['a line cut off', '{"objectId":"1"}\n\n{"objectId":"2"', /^people\.jsonl:3:16: .*the text ends/],
    ['a number', '1\n', /^people\.jsonl:1:1: this is no JSON object\. Write one object/],
    [
      'no id',
      '{"objectId":"1"}\n{"displayName":"Ada"}\n',
      /^people\.jsonl:2:1: this object has no objectId or id\. .*"id"/,
    ],
    [
      'an id that lost digits',
      '{"objectId":12345678901234567890}\n',
      /^people\.jsonl:1:1: .*too long for an id\. Put it/,
    ],
    ['a list', ' [{"objectId":"1"}]\n', /^people\.jsonl:1:1: this is a JSON list.*"format": "json"/],
    [
      'Latin 1',
      bytes('{"objectId":"1"}\n{"objectId":"2","displayName":"J', 0xfc, 'rgen"}\n'),
      /^people\.jsonl:2:33: this is no UTF-8/,
    ],
    [
      'UTF-16',
      Buffer.from('\uFEFF{"objectId":"1"}', 'utf16le'),
      /^people\.jsonl:1:1: the file is UTF-16\. Save it as UTF-8/,
    ],
  ])('JSON Lines with %s', async (_, content, expected) => {
    expect(await complaintOf(await peopleFile(content, { format: 'json-lines' }))).toMatch(expected);
  });

  it.each([
    [
      'a missing comma',
      '[\n  {"objectId":"1"}\n  {"objectId":"2"}\n]',
      /^people\.json:3:3: .*a comma or \] is expected/,
    ],
    [
      'a fault inside an object',
      '[\n  {"objectId":"1"},\n  {"objectId" "2"}\n]',
      /^people\.json:3:15: this is no JSON: a colon/,
    ],
    [
      'a fault in an object of several lines',
      '[{\n "objectId":"1",\n}]',
      /^people\.json:3:1: this is no JSON: a property name/,
    ],
    [
      'no end',
      '[{"objectId":"1"},\n{"objectId":"2"}',
      /^people\.json:2:1: the list is not closed.*Export it again/,
    ],
    ['an object cut off', '[{"objectId":"1"},{"objec', /^people\.json:1:1: the list is not closed/],
    ['something behind the end', '[{"objectId":"1"}]\n{}', /^people\.json:2:1: .*nothing may follow/],
    ['a text in the list', '[{"objectId":"1"},"Ada"]', /^people\.json:1:19: .*an object \{ … \} is expected/],
    ['JSON Lines', '{"objectId":"1"}\n{"objectId":"2"}', /^people\.json:1:1: .*"format": "json-lines"/],
    ['nothing', '', /^people\.json:1:1: the file holds no JSON list/],
  ])('a JSON list with %s', async (_, content, expected) => {
    expect(await complaintOf(await peopleFile(content, { format: 'json' }))).toMatch(expected);
  });

  it('a JSON list that is all one line, beyond the first piece', async () => {
    const many = Array.from({ length: 9_000 }, (_, index) => ({
      objectId: `id-${index}`,
      displayName: 'Ünal',
    }));
    const good = JSON.stringify(many).slice(0, -1);

    const complaint = await complaintOf(await peopleFile(`${good},{"objectId" 1}]`, { format: 'json' }));

    expect(good.length).toBeGreaterThan(300_000);
    expect(complaint).toMatch(new RegExp(`^people\\.json:1:${good.length + 14}: this is no JSON: a colon`));
  });

  it.each([
    [
      'a quote in the middle',
      'objectId,displayName\n1,Ada\n2,"B"ob\n',
      /^people\.csv:3:3: a quote ends in the middle.*double each quote/,
    ],
    [
      'a quote inside of a cell',
      'objectId,displayName\n1,A"da\n',
      /^people\.csv:2:3: a quote stands in the middle/,
    ],
    [
      'an open quote',
      'objectId,displayName\n1,Ada\n2,"Bob\n3,Cy\n',
      /^people\.csv:3:3: a quote is opened and never closed/,
    ],
    [
      'too few cells',
      'objectId,displayName\n"1\n",Ada\n2\n',
      /^people\.csv:4:1: this row has 1 cells, and the header has 2/,
    ],
    [
      'no id column',
      'objectID,displayName\n1,Ada\n',
      /^people\.csv:1:1: the header has no column objectId or id\. .*perhaps it is "objectID"/,
    ],
    ['another delimiter', 'objectId;displayName\n1;Ada\n', /^people\.csv:1:1: .*"delimiter": ";"/],
    [
      'an empty id',
      'objectId,displayName\n1,Ada\n,Bob\n',
      /^people\.csv:3:1: this object has no objectId or id/,
    ],
    [
      'Latin 1',
      bytes('objectId,displayName\n1,Ada\n2,J', 0xfc, 'rgen\n'),
      /^people\.csv:3:4: this is no UTF-8/,
    ],
  ])('CSV with %s', async (_, content, expected) => {
    expect(await complaintOf(await peopleFile(content, { format: 'csv' }))).toMatch(expected);
  });

  it.each([
    [
      'a change record',
      'dn: cn=1\nchangetype: modify\nreplace: mail\n',
      /^people\.ldif:2:1: this is a change record \(changetype\).*ldapsearch/,
    ],
    [
      'a line that is none',
      'dn: cn=1\nobjectId: 1\nwhat is this\n',
      /^people\.ldif:3:1: this line is no attribute/,
    ],
    [
      'an entry without dn',
      'dn: cn=1\nobjectId: 1\n\nmail: a@x\n',
      /^people\.ldif:4:1: an entry begins here without dn/,
    ],
    [
      'a URL',
      'dn: cn=1\nobjectId: 1\njpegPhoto:< file:///etc/passwd\n',
      /^people\.ldif:3:10: .*elsewhere\. .*is not read/,
    ],
    [
      'a part of a long list',
      'dn: cn=1\nobjectId: 1\nmember;range=0-1499: cn=2\n',
      /^people\.ldif:3:1: the export holds only a part of the values \(member;range=0-1499\)\. Export/,
    ],
    [
      'broken base64',
      '# a\n# comment\ndn: cn=1\nobjectId: 1\nmail:: a@x\n',
      /^people\.ldif:5:5: .*no base64/,
    ],
    [
      'a fault behind a folded line',
      'dn: cn=1,\n dc=x\nobjectId: 1\nwhat?\n',
      /^people\.ldif:4:1: this line/,
    ],
  ])('LDIF with %s', async (_, content, expected) => {
    expect(await complaintOf(await peopleFile(content, { format: 'ldif' }))).toMatch(expected);
  });

  it('an object that never ends is not collected for ever', async () => {
    const endless = `{"objectId":"${'x'.repeat(21 * 1024 * 1024)}`;

    const complaint = await complaintOf(await peopleFile(endless, { format: 'json-lines' }));

    expect(complaint).toMatch(/^people\.jsonl:1:1: .*longer than 20 MB.*"format"/);
  });
});

describe('a file that cannot be opened', () => {
  it('does not exist', async () => {
    const file = await peopleFile('', { format: 'csv' });
    await rm(file.path);

    expect(await complaintOf(file)).toMatch(/^people\.csv: the file does not exist\. Create it/);
  });

  it('is a folder', async () => {
    const path = `${await ownFolder()}/people.csv`;
    await mkdir(path);

    const file = await peopleFile('', { format: 'csv' });
    expect(await complaintOf({ ...file, path })).toMatch(/^people\.csv: this is no regular file/);
  });

  it.skipIf(process.getuid?.() === 0)('is not for this user', async () => {
    const file = await peopleFile(written('csv', [{ objectId: '1' }]), { format: 'csv' });
    await chmod(file.path, 0o000);

    expect(await complaintOf(file)).toMatch(/^people\.csv: this user may not read the file/);
  });
});
