import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SampleSystemName } from '../../../src/connectors/sample/systems.ts';
import type { Selection, Source } from '../../../src/engine/port.ts';
import { tempFolder } from '../../state/temp-folder.ts';
import { failure, op, selectionOf, systemsIn, value } from './sample-company.ts';

const aurora = '60000000-0000-4000-8000-000000000007';
const leadership = '60000000-0000-4000-8000-000000000011';

const sourceOf = async (system: SampleSystemName, appId = 'saas'): Promise<Source> =>
  systemsIn(await tempFolder()).source(system, appId);
const entraUser = () => selectionOf('cross-tenant.json', 'Azure Active Directory', 'User');
const worker = () => selectionOf('workday-to-ad.json', 'Workday', 'Worker');
const person = () => selectionOf('successfactors-to-ad.json', 'SuccessFactors', 'User');
const adUser = () => selectionOf('ad-to-entra.json', 'Active Directory', 'user');
const imported = async (source: Source, selection: Selection, id: string) =>
  value(await source.read({ selection, id }, op));

describe('every sample source', () => {
  it.each<[SampleSystemName, string, () => Promise<Selection>]>([
    ['entra', 'maria.lindgren@larkspur.example', entraUser],
    ['active-directory', 'CN=Maria Lindgren,OU=Dallas,OU=Users,DC=larkspur,DC=example', adUser],
    ['workday', '20001', worker],
    ['successfactors', '103000', person],
  ])(
    '%s lists, reads by every id it lists and by its ref, and says when nobody has an id',
    async (system, id, selection) => {
      const source = await sourceOf(system);
      const wanted = await selection();

      const list = value(await source.list('user', op));
      const { entry } = await imported(source, wanted, id);
      const again = await imported(source, wanted, entry.ref);
      const sample = await Promise.all(
        list.slice(0, 25).map((one) => source.read({ selection: wanted, id: one.id }, op)),
      );

      expect(list.length).toBeGreaterThan(100);
      expect(again.entry).toEqual(entry);
      expect(sample.every(({ ok }) => ok)).toBe(true);
      expect(failure(await source.read({ selection: wanted, id: 'CN=nobody,DC=example' }, op)).code).toBe(
        'object.notFound',
      );
    },
  );

  it.each<SampleSystemName>(['entra', 'active-directory', 'workday', 'successfactors'])(
    '%s does nothing once it is cancelled',
    async (system) => {
      const source = await sourceOf(system);

      const answer = await source.list('user', { ...op, signal: AbortSignal.abort() });

      expect(failure(answer).code).toBe('cancelled');
    },
  );

  it('shows the changes of an overlay', async () => {
    const folder = await tempFolder();
    const source = systemsIn(folder).source('workday', 'workday-to-ad');
    const before = await imported(source, await worker(), '20002');

    await writeFile(
      join(folder, 'source-overlay.json'),
      JSON.stringify({ changes: { workday: { [before.entry.ref]: { BusinessTitle: 'Chief', Fax: null } } } }),
    );
    const after = await imported(source, await worker(), '20002');

    expect([
      before.entry.attributes.get('BusinessTitle'),
      after.entry.attributes.get('BusinessTitle'),
    ]).toEqual(['Vice President Engineering', 'Chief']);
  });

  it('is no source where the company has none of that name', async () => {
    const source = await sourceOf('tenant2');

    expect(failure(await source.test(op)).code).toBe('configuration.invalid');
  });
});

describe('the Entra directory', () => {
  it.each([
    [
      'directly',
      'ines.carvalho',
      { assigned: true, through: 'directly', hasRequiredRole: true, roles: ['User'] },
    ],
    [
      'through a group whose direct member they are',
      'yui.tanaka',
      { assigned: true, through: 'through the group Sales EMEA', hasRequiredRole: true },
    ],
    ['not through a nested group', 'pavel.dvorak', { assigned: false, hasRequiredRole: false, roles: [] }],
    [
      'with a role that does not entitle',
      'zeynep.yildirim',
      { assigned: true, hasRequiredRole: false, roles: ['Sign-in only'] },
    ],
    ['not at all', 'oluwaseun.adeyemi', { assigned: false, hasRequiredRole: false }],
  ])('assigns %s', async (_how, alias, entitlement) => {
    const source = await sourceOf('entra');
    const { entry } = await imported(source, await entraUser(), `${alias}@larkspur.example`);

    const answer = await source.entitlement?.(entry.ref, 'user', op);

    expect(answer).toMatchObject({ ok: true, value: entitlement });
  });

  it('hides disabled and deleted users, and says why', async () => {
    const list = value(await (await sourceOf('entra')).list('user', op));
    const why = (name: string) => list.find(({ displayName }) => displayName === name)?.hiddenBecause;

    expect([why('Ravi Krishnamurthy'), why('Greta Sandström'), why('Maria Lindgren')]).toEqual([
      'disabled in the source',
      'deleted in the source',
      undefined,
    ]);
  });

  it('computes IsSoftDeleted, and keeps the external name of a guest apart', async () => {
    const source = await sourceOf('entra');
    const selection = await entraUser();

    const ravi = await imported(source, selection, 'ravi.krishnamurthy@larkspur.example');
    const guest = await imported(source, selection, 'priya.raman@brightwater.example');

    expect([ravi.entry.attributes.get('accountEnabled'), ravi.entry.attributes.get('IsSoftDeleted')]).toEqual(
      [false, true],
    );
    expect(guest.entry.attributes.get('originalUserPrincipalName')).toBe(
      'priya.raman_brightwater.example#EXT#@larkspur.example',
    );
  });

  it('gives direct members, a nested group not selectable among them', async () => {
    const source = await sourceOf('entra');

    const seven = value((await source.members?.(aurora, op)) ?? { ok: true, value: [] });
    const nested = value((await source.members?.(leadership, op)) ?? { ok: true, value: [] });

    expect(seven).toHaveLength(7);
    expect(nested.map(({ displayName, kind, selectable }) => [displayName, kind, selectable])).toEqual([
      ['Field Calibration', 'group', false],
      ['Maria Lindgren', 'user', true],
      ['Ulrike Weiß', 'user', true],
    ]);
  });
});

describe('Workday', () => {
  it.each([
    [
      'a future hire as of the hire date',
      '21470',
      { Active: '1', BusinessTitle: 'Financial Analyst' },
      ['future hire, read as of 2031-01-06'],
    ],
    [
      'the active one of two profiles',
      '21490',
      { Active: '1', BusinessTitle: 'Account Executive' },
      [expect.stringContaining('another profile with this WorkerID exists')],
    ],
    ['the inactive profile by its WID', 'B08A69F6ECAE12572CAEC1491EBB5CDD', { Active: '0' }, []],
    ['a contingent worker', 'C-10023', { Active: '1' }, []],
    ['a worker who has left', '21481', { Active: '0' }, []],
  ])('reads %s', async (_what, id, values, notes) => {
    const read = await imported(await sourceOf('workday'), await worker(), id);

    expect(Object.fromEntries(read.entry.attributes)).toMatchObject(values);
    expect(read.notes).toEqual(notes);
  });

  it('lists both WIDs of a worker under one WorkerID, and marks leavers and future hires', async () => {
    const list = value(await (await sourceOf('workday')).list('user', op));
    const one = (id: string) => list.filter((listing) => listing.id === id);

    expect(one('21490').map(({ fields }) => fields.filter(({ field }) => field === 'wid').length)).toEqual([
      2,
    ]);
    expect([one('21481')[0]?.note, one('21470')[0]?.note]).toEqual(['leaver', 'future hire']);
  });
});

describe('SuccessFactors', () => {
  it.each([
    [
      'a pre-hire as of the start date',
      '103010',
      { activeEmploymentsCount: '1', jobTitle: 'Buyer' },
      ['pre-hire, read as of 2031-02-03'],
    ],
    [
      'a person with two employments',
      '103012',
      { activeEmploymentsCount: '1' },
      [expect.stringContaining('2 employments: pfalcao (terminated')],
    ],
    [
      'a person without termination information',
      '103015',
      {},
      [expect.stringContaining('personEmpTerminationInfoNav is empty')],
    ],
    ['a leaver', '103011', { activeEmploymentsCount: '0', emplStatus: 'T' }, []],
  ])('reads %s', async (_what, id, values, notes) => {
    const read = await imported(await sourceOf('successfactors'), await person(), id);

    expect(Object.fromEntries(read.entry.attributes)).toMatchObject(values);
    expect(read.notes).toEqual(notes);
  });

  it('gives the manager as a ref of its own', async () => {
    const source = await sourceOf('successfactors');
    const ulrike = await imported(source, await person(), '103000');

    const jurgen = await imported(source, await person(), '103001');

    expect(jurgen.entry.attributes.get('managerId')).toBe(ulrike.entry.ref);
  });
});

describe('Active Directory as a source', () => {
  it('names the deepest parent of a distinguished name that nobody has', async () => {
    const answer = await (await sourceOf('active-directory')).read(
      { selection: await adUser(), id: 'CN=X,OU=Paris,OU=Users,DC=larkspur,DC=example' },
      op,
    );

    expect(failure(answer).message).toContain('exists is OU=Users,DC=larkspur,DC=example');
  });

  it('reads what the forest was given a moment ago, by a name in any spelling', async () => {
    const systems = systemsIn(await tempFolder());
    const { objectType, attributes: definitions } = await selectionOf(
      'workday-to-ad.json',
      'Active Directory',
      'user',
    );
    const attributes = new Map([
      ['cn', 'Ada, Countess'],
      ['parentDistinguishedName', 'OU=Users,DC=larkspur,DC=example'],
      ['sAMAccountName', 'ada'],
    ]);
    const ref = value(
      await systems.target('active-directory').create({ objectType, attributes, definitions }, op),
    );

    const { entry } = await imported(
      systems.source('active-directory', 'ad-to-entra'),
      await adUser(),
      'cn=ada\\2C countess, ou=users, dc=larkspur, dc=example',
    );

    expect(entry.ref).toBe(ref);
    expect(entry.attributes.get('accountDisabled')).toBe(false);
  });
});
