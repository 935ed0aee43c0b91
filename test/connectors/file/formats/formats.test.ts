import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFileSource } from '../../../../src/connectors/file/source.ts';
import { formats, written } from '../../../support/people/people-formats.ts';
import { allListed, peopleFile, selection, watchedOp } from '../people-file.ts';

const hostile = [
  'Robert"); DROP TABLE "users',
  'line one\nline two\r\nline three',
  'Müller, Jürgen; "der Ältere"',
  '王小明',
  '👩‍💻 Ana 🙂',
  '\u202eevE',
  '\u001b[31mRed\u0007',
  '__proto__',
  ' blanks around ',
  '# no comment',
  ': no colon',
  'x'.repeat(300),
];

const people = hostile.map((displayName, index) => ({
  objectId: `id-${index}`,
  displayName,
  ['__proto__']: 'data',
  constructor: 'data too',
}));

const valuesOf = async (file: Parameters<typeof createFileSource>[0]['users'], id: string) => {
  const read = await createFileSource({ name: 'Directory', users: file }).read(
    { selection, id },
    watchedOp(),
  );
  return read.ok ? Object.fromEntries(read.value.entry.attributes) : read.error;
};

describe.each(formats)('%s', (format) => {
  it.each([
    ['line feeds', '\n'],
    ['carriage returns too', '\r\n'],
  ])('gives what another program wrote, with %s', async (_, newline) => {
    const file = await peopleFile(written(format, people, newline), { format });

    const listed = await allListed(file);

    expect(listed).toMatchObject({ ok: true, value: { notes: [] } });
    const names = listed.ok ? listed.value.listings.map(({ displayName }) => displayName) : [];
    // A line break inside of a text is data in JSON and LDIF; CSV carries it between quotes as it stands.
    expect(names).toEqual(hostile);
  });

  it('passes over a byte order mark', async () => {
    const file = await peopleFile(`\uFEFF${written(format, people)}`, { format });

    expect(await valuesOf(file, 'id-3')).toMatchObject({ objectId: 'id-3', displayName: '王小明' });
  });

  it('reads a file without a line feed at its end', async () => {
    const file = await peopleFile(written(format, people).trimEnd(), { format });

    expect(await valuesOf(file, 'id-11')).toMatchObject({ displayName: 'x'.repeat(300) });
  });

  it('reads objects that lie across the pieces a large file is read in', async () => {
    const many = Array.from({ length: 4_000 }, (_, index) => ({
      objectId: `many-${index}`,
      displayName: `${hostile[index % hostile.length]} ${index}`,
    }));
    const file = await peopleFile(written(format, many), { format });

    const listed = await allListed(file);

    expect(listed.ok && listed.value.listings.map(({ id }) => id)).toEqual(
      many.map(({ objectId }) => objectId),
    );
    expect(await valuesOf(file, 'many-2718')).toMatchObject({ displayName: many[2718]?.displayName });
  });

  it('never changes a text: what is written is what is imported', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (titles) => {
        const some = titles.map((jobTitle, index) => ({ objectId: `p${index}`, jobTitle }));
        const file = await peopleFile(written(format, some), { format });

        for (const { objectId, jobTitle } of some) {
          expect(await valuesOf(file, objectId)).toMatchObject({ objectId, jobTitle });
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('an empty file', () => {
  it.each([
    ['json-lines', ''],
    ['json-lines', '\n\n'],
    ['json', '[]'],
    ['json', ' [\n]\n'],
    ['csv', 'objectId,displayName\n'],
    ['ldif', 'version: 1\n'],
    ['ldif', '# nobody\n\n# search result\nsearch: 2\nresult: 0 Success\n'],
  ] as const)('of %s holds nobody: %j', async (format, content) => {
    expect(await allListed(await peopleFile(content, { format }))).toEqual({
      ok: true,
      value: { listings: [], notes: [] },
    });
  });
});

describe('CSV', () => {
  it('has several columns, or one cell, for an attribute with several values', async () => {
    const header = 'objectId,proxyAddresses,displayName,proxyAddresses';
    const file = await peopleFile(`${header}\n1,a@x; b@x,Ada; Countess,c@x\n2,,Bob,\n`, { format: 'csv' });

    expect(await valuesOf(file, '1')).toMatchObject({
      proxyAddresses: ['a@x', 'b@x', 'c@x'],
      displayName: 'Ada; Countess',
    });
    expect(await valuesOf(file, '2')).not.toHaveProperty('proxyAddresses');
  });

  it('has the column and value separators of the settings, which may be the same', async () => {
    const content = 'objectId;displayName;proxyAddresses\n1;Ada;"a@x;b@x"\n';
    const file = await peopleFile(content, { format: 'csv', delimiter: ';' });

    expect(await valuesOf(file, '1')).toMatchObject({ displayName: 'Ada', proxyAddresses: ['a@x', 'b@x'] });
  });

  it('has typed values: True and 1 are true, digits are a number where the schema says so', async () => {
    const content = 'objectId,accountEnabled,level,employeeId\n1,True,7,007\n2,0,-3,8\n';
    const file = await peopleFile(content, { format: 'csv' });

    expect(await valuesOf(file, '1')).toMatchObject({ accountEnabled: true, level: 7, employeeId: '007' });
    expect(await valuesOf(file, '2')).toMatchObject({ accountEnabled: false, level: -3 });
  });
});

describe('LDIF', () => {
  const ad = { format: 'ldif', app: 'ad-to-entra', anchors: ['objectGUID'] } as const;
  const entries = [
    'dn: CN=Ada,OU=People,DC=example\nobjectclass: top\nobjectClass: user\nobjectguid:: AAECAwQFBgcICQoLDA0ODw==\nSN: Lovelace\nsamaccountname: ada',
    'dn: CN=PC 1,DC=example\nobjectClass: user\nobjectClass: computer\nobjectGUID:: EAECAwQFBgcICQoLDA0ODw==',
    'dn: CN=Team,DC=example\nobjectClass: group\nobjectGUID:: IAECAwQFBgcICQoLDA0ODw==\nmember: CN=Ada,OU=People,DC=example',
    'dn: OU=People,DC=example\nobjectClass: organizationalUnit',
  ].join('\n\n');

  it('tells users from groups and machines by objectClass', async () => {
    const users = await allListed(await peopleFile(entries, ad));
    const groups = await allListed(await peopleFile(entries, { ...ad, kind: 'group', members: 'member' }));

    expect(users.ok && users.value.listings.map(({ id }) => id)).toEqual(['CN=Ada,OU=People,DC=example']);
    expect(groups.ok && groups.value.listings).toMatchObject([
      { id: 'CN=Team,DC=example', note: '1 member' },
    ]);
  });

  it('has groups of 100,000 members', async () => {
    const members = Array.from({ length: 100_000 }, (_, at) => `member: CN=${at}`);
    const content = ['dn: CN=All', 'objectGUID: g-1', ...members].join('\n');

    const groups = await allListed(await peopleFile(content, { ...ad, kind: 'group', members: 'member' }));

    expect(groups.ok && groups.value.listings).toMatchObject([{ note: '100000 members' }]);
  });

  it('has names of attributes in any case, and bytes that are no text as base64', async () => {
    const listed = await allListed(await peopleFile(entries, ad));

    const fields = listed.ok ? listed.value.listings[0]?.fields : [];
    expect(fields).toContainEqual({ field: 'surname', value: 'Lovelace' });
    expect(fields).toContainEqual({ field: 'samAccountName', value: 'ada' });
    expect(fields).toContainEqual({ field: 'objectId', value: 'AAECAwQFBgcICQoLDA0ODw==' });
  });

  it('keeps base64 where the schema says Binary, whatever the bytes', async () => {
    const content = 'dn: cn=1\nobjectId: 1\nthumbnail:: QWRh\njobTitle:: QWRh\n';

    const file = await peopleFile(content, { format: 'ldif' });

    expect(await valuesOf(file, '1')).toMatchObject({ thumbnail: 'QWRh', jobTitle: 'Ada' });
  });
});
