import { appendFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Delta, Ref } from '../../../../src/domain/model/entry.ts';
import { asRef } from '../../../../src/domain/model/entry.ts';
import type { AttributeValue } from '../../../../src/domain/model/value.ts';
import type { Selection, Target } from '../../../../src/engine/port.ts';
import { tempFolder } from '../../../state/temp-folder.ts';
import { failure, listeningOp, op, selectionOf, systemsIn, value } from '../sample-company.ts';

const austin = 'OU=Austin,OU=Users,DC=larkspur,DC=example';
const london = 'OU=London,OU=Users,DC=larkspur,DC=example';

let selection: Selection;
beforeAll(async () => {
  selection = await selectionOf('workday-to-ad.json', 'Active Directory', 'user');
});

const ada = (changes: Readonly<Record<string, AttributeValue | undefined>> = {}) => {
  const values = {
    cn: 'Ada Lovelace',
    parentDistinguishedName: austin,
    sAMAccountName: 'alovelace',
    title: 'Countess',
    ...changes,
  };
  const attributes = new Map(
    Object.entries(values).flatMap(([name, held]) => (held === undefined ? [] : [[name, held] as const])),
  );
  return { objectType: 'user', attributes, definitions: selection.attributes };
};

const change = (ref: Ref, ...deltas: readonly Delta[]) => ({
  objectType: 'user',
  ref,
  deltas,
  definitions: selection.attributes,
});
const set = (attribute: string, wanted: AttributeValue): Delta => ({
  change: 'add',
  attribute,
  value: wanted,
});

const find = async (target: Target, name: string, wanted: string) => {
  const attribute = selection.attributes.find((one) => one.name === name);
  if (attribute === undefined) throw new Error(`no attribute ${name}`);
  return value(await target.find({ selection, attribute, value: wanted }, op));
};
const read = async (target: Target, ref: Ref) => value(await target.read({ selection, ref }, op)).attributes;
const forest = async (): Promise<Target> => systemsIn(await tempFolder()).target('active-directory');

describe('the sample forest refuses, as Active Directory does,', () => {
  it.each<[string, Readonly<Record<string, AttributeValue | undefined>>, object]>([
    [
      'an OU that is missing, naming the deepest parent that exists',
      { parentDistinguishedName: 'OU=Night,OU=Seattle,OU=Users,DC=larkspur,DC=example' },
      {
        code: 'container.missing',
        message: expect.stringContaining('exists is OU=Users,DC=larkspur,DC=example.'),
        systemCode: expect.stringContaining('0000208D'),
      },
    ],
    [
      'a container outside the forest',
      { parentDistinguishedName: 'OU=Users,DC=contoso,DC=com' },
      { code: 'container.missing', message: expect.stringContaining('outside the forest') },
    ],
    [
      'a user principal name in use, whatever its case',
      { userPrincipalName: 'Maria.LINDGREN@larkspur.example' },
      {
        code: 'object.duplicate',
        attributes: ['userPrincipalName'],
        systemCode: expect.stringContaining('000021C8'),
      },
    ],
    [
      'a sAMAccountName in use',
      { sAMAccountName: 'mlindgren' },
      {
        code: 'object.duplicate',
        attributes: ['sAMAccountName'],
        systemCode: expect.stringContaining('00000524'),
      },
    ],
    [
      'a cn that a sibling has',
      { cn: 'Maria Lindgren', parentDistinguishedName: 'ou=dallas, OU=Users,DC=larkspur,DC=example' },
      { code: 'object.duplicate', attributes: ['cn'], systemCode: expect.stringContaining('00002071') },
    ],
    ['a missing cn', { cn: undefined }, { code: 'attribute.rejected', attributes: ['cn'] }],
    [
      'a missing sAMAccountName',
      { sAMAccountName: undefined },
      { code: 'attribute.rejected', attributes: ['sAMAccountName'] },
    ],
    [
      'an empty value',
      { title: '' },
      { code: 'attribute.rejected', attributes: ['title'], systemCode: expect.stringContaining('21') },
    ],
    [
      'a value that is too long, with length and limit',
      { title: 'x'.repeat(129) },
      { code: 'attribute.rejected', message: expect.stringMatching(/129.*128/) },
    ],
    [
      'an account name of 21 characters',
      { sAMAccountName: 'a'.repeat(21) },
      { code: 'attribute.rejected', attributes: ['sAMAccountName'] },
    ],
    [
      'an account name with a forbidden character',
      { sAMAccountName: 'a[b' },
      { code: 'attribute.rejected', systemCode: expect.stringContaining('00000523') },
    ],
    [
      'an attribute that its schema lacks',
      { favouriteColour: 'blue' },
      { code: 'attribute.rejected', systemCode: expect.stringContaining('00000057') },
    ],
    [
      'a manager who does not exist',
      { manager: '00000000-0000-4000-8000-00000000dead' },
      { code: 'attribute.rejected', systemCode: expect.stringContaining('000020B5') },
    ],
  ])('%s', async (_rule, changes, refusal) => {
    const target = await forest();

    const answer = await target.create(ada(changes), op);

    expect(failure(answer)).toMatchObject(refusal);
    expect(await find(target, 'sAMAccountName', 'alovelace')).toEqual([]);
  });

  it('an update that takes a name in use, and changes nothing', async () => {
    const target = await forest();
    const ref = value(await target.create(ada(), op));

    const answer = await target.update(
      change(
        ref,
        set('title', 'Queen'),
        set('cn', 'Maria Lindgren'),
        set('parentDistinguishedName', 'OU=Dallas,OU=Users,DC=larkspur,DC=example'),
      ),
      op,
    );

    expect(failure(answer).code).toBe('object.duplicate');
    expect((await read(target, ref)).get('title')).toBe('Countess');
  });
});

describe('an account of the sample forest', () => {
  it('stands at its cn below its parent, escaped', async () => {
    const target = await forest();

    const ref = value(await target.create(ada({ cn: 'Lovelace, Ada' }), op));

    expect((await read(target, ref)).get('distinguishedName')).toBe(`CN=Lovelace\\, Ada,${austin}`);
  });

  it('goes to the default container when no parent is mapped', async () => {
    const target = await forest();

    const ref = value(await target.create(ada({ parentDistinguishedName: undefined }), op));

    expect((await read(target, ref)).get('distinguishedName')).toBe(
      'CN=Ada Lovelace,OU=Default Users,DC=larkspur,DC=example',
    );
  });

  it('moves when its parent changes, and is renamed when its cn does; links to it follow', async () => {
    const target = await forest();
    const boss = value(await target.create(ada(), op));
    const report = value(await target.create(ada({ cn: 'Charles', sAMAccountName: 'cbabbage' }), op));
    value(await target.update(change(report, set('manager', boss)), op));

    value(
      await target.update(change(boss, set('parentDistinguishedName', london), set('cn', 'Ada King')), op),
    );

    expect((await read(target, boss)).get('distinguishedName')).toBe(`CN=Ada King,${london}`);
    expect((await read(target, report)).get('manager')).toBe(boss);
  });

  it('keeps the other bits of userAccountControl when it is disabled', async () => {
    const target = await forest();
    const withControl = {
      ...selection,
      attributes: [
        ...selection.attributes,
        ...(await selectionOf('ad-to-entra.json', 'Active Directory', 'user')).attributes,
      ],
    };
    const [held] = await find(target, 'sAMAccountName', 'svc-maxpower');
    const ref = held?.ref ?? asRef('nobody');

    value(await target.update(change(ref, set('accountDisabled', true)), op));

    const { attributes } = value(await target.read({ selection: withControl, ref }, op));
    expect([attributes.get('userAccountControl'), attributes.get('accountDisabled')]).toEqual([66050, true]);
  });

  it('is found in the whole forest, and by a value with filter characters', async () => {
    const target = await forest();
    const asked = listeningOp();
    const attribute = selection.attributes.find(({ name }) => name === 'title');
    if (attribute === undefined) throw new Error('no title');
    const ref = value(await target.create(ada({ title: 'a*b(c)\\' }), op));

    const found = value(await target.find({ selection, attribute, value: 'a*b(c)\\' }, asked));

    expect(found.map((entry) => entry.ref)).toEqual([ref]);
    expect(asked.exchanges[0]?.request).toBe(
      '(sample) search (&(objectCategory=person)(objectClass=user)(title=a\\2ab\\28c\\29\\5c))',
    );
  });

  it('has a password that nobody sees', async () => {
    const target = await forest();
    const asked = listeningOp();

    value(await target.create(ada(), asked));

    expect(asked.exchanges.map(({ requestBody }) => requestBody).join()).toContain(
      'unicodePwd: (random, not shown)',
    );
  });
});

describe('the state of the sample forest', () => {
  it('is shared with another process, and gone after a reset', async () => {
    const folder = await tempFolder();
    const [mine, theirs] = [systemsIn(folder), systemsIn(folder)];
    expect(await find(theirs.target('active-directory'), 'sAMAccountName', 'alovelace')).toEqual([]);

    value(await mine.target('active-directory').create(ada(), op));
    const seen = await find(theirs.target('active-directory'), 'sAMAccountName', 'alovelace');
    await theirs.reset();

    expect(seen).toHaveLength(1);
    expect(await find(mine.target('active-directory'), 'sAMAccountName', 'alovelace')).toEqual([]);
  });

  it('belongs to its owner alone', async () => {
    const folder = join(await tempFolder(), 'state');

    value(await systemsIn(folder).target('active-directory').create(ada(), op));

    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'active-directory.jsonl'))).mode & 0o777).toBe(0o600);
  });

  it('survives a line that was cut off', async () => {
    const folder = await tempFolder();
    value(await systemsIn(folder).target('active-directory').create(ada(), op));
    await appendFile(join(folder, 'active-directory.jsonl'), '{"put":{"id":"half');

    const target = systemsIn(folder).target('active-directory');
    value(await target.create(ada({ cn: 'Charles', sAMAccountName: 'cbabbage' }), op));

    expect(
      await find(systemsIn(folder).target('active-directory'), 'sAMAccountName', 'alovelace'),
    ).toHaveLength(1);
    expect(
      await find(systemsIn(folder).target('active-directory'), 'sAMAccountName', 'cbabbage'),
    ).toHaveLength(1);
  });

  it('lets one of two simultaneous creates win', async () => {
    const target = await forest();

    const answers = await Promise.all([target.create(ada(), op), target.create(ada(), op)]);

    expect(answers.map((answer) => (answer.ok ? 'created' : answer.error.code)).toSorted()).toEqual([
      'created',
      'object.duplicate',
    ]);
  });

  it('is no exception when it is damaged', async () => {
    const folder = await tempFolder();
    await appendFile(join(folder, 'active-directory.jsonl'), '{"unknown":1}\n');

    const answer = await systemsIn(folder)
      .target('active-directory')
      .read({ selection, ref: asRef('x') }, op);

    expect(failure(answer)).toMatchObject({
      code: 'configuration.invalid',
      message: expect.stringContaining('sample reset'),
    });
  });
});
