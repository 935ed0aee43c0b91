import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createForestStore, dnOf } from '../../../src/connectors/sample/ad/ad-forest.ts';
import { adRefusal } from '../../../src/connectors/sample/ad/ad-rules.ts';
import { texts } from '../../../src/domain/model/value.ts';
import { tempFolder } from '../../state/temp-folder.ts';
import { sampleFiles } from '../../tooling/sample-data/sample-files.ts';
import { op, sampleData, schemaOf, systemsIn, value } from './sample-company.ts';

const systemFiles = [
  'active-directory.json',
  'cloud-entra.json',
  'entra-assignments.json',
  'entra.json',
  'links.json',
  'scim-seed.json',
  'successfactors.json',
  'tenant2.json',
  'workday.json',
];
const schemaFiles = [
  'ad-to-entra.json',
  'cross-tenant.json',
  'entra-to-ad-groups.json',
  'entra-to-saas-finance.json',
  'entra-to-saas.json',
  'successfactors-to-ad.json',
  'workday-to-ad.json',
];

const jsonOf = async (...path: readonly string[]): Promise<unknown> =>
  JSON.parse(await readFile(join(sampleData, ...path), 'utf8'));

describe('the sample company', () => {
  it('is what its generator makes', async () => {
    const made = sampleFiles(join(sampleData, 'personas.json'));

    expect([...made.keys()].toSorted()).toEqual(systemFiles);
    for (const [name, text] of made)
      expect([name, await readFile(join(sampleData, 'systems', name), 'utf8')]).toEqual([name, text]);
  });

  it('stays below three megabytes', async () => {
    const paths = [
      ...systemFiles.map((name) => join('systems', name)),
      ...schemaFiles.map((name) => join('schemas', name)),
      'personas.json',
      'provision.json',
    ];

    const sizes = await Promise.all(paths.map(async (path) => (await stat(join(sampleData, path))).size));

    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000);
  });

  it('has a thousand people and more, in many scripts, each with a user name of their own', async () => {
    const people = value(
      await systemsIn(await tempFolder())
        .source('entra', 'saas')
        .list('user', op),
    );
    const names = people.map(({ displayName }) => displayName).join('');
    const logins = people.map(
      ({ fields }) => fields.find(({ field }) => field === 'userPrincipalName')?.value,
    );

    expect(people.length).toBeGreaterThan(1000);
    expect(new Set(logins).size).toBe(people.length);
    for (const script of [
      'Latin',
      'Cyrillic',
      'Greek',
      'Arabic',
      'Han',
      'Hangul',
      'Hiragana',
      'Devanagari',
    ]) {
      expect([script, new RegExp(`\\p{Script=${script}}`, 'u').test(names)]).toEqual([script, true]);
    }
  });

  it('writes no character into its files that a terminal or an editor could obey', async () => {
    for (const name of systemFiles) {
      const text = await readFile(join(sampleData, 'systems', name), 'utf8');
      expect([
        name,
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069]/u.test(text),
      ]).toEqual([name, false]);
    }
  });

  it('has a forest that obeys its own rules', async () => {
    const forest = await createForestStore(sampleData, await tempFolder()).read();

    const refused = [...forest.objects.values()].flatMap(
      (object) => adRefusal(forest, object, [...object.attributes.keys()]) ?? [],
    );
    const dangling = [...forest.objects.values()].flatMap(({ attributes }) =>
      [...texts(attributes.get('manager')), ...texts(attributes.get('member'))].filter(
        (dn) => ![...forest.byDn.values()].some((other) => dnOf(other) === dn),
      ),
    );

    expect(refused).toEqual([]);
    expect(dangling).toEqual([]);
  });

  it('has SaaS accounts whose ids and user names are unique, and managers who exist', async () => {
    const manager = z.object({ manager: z.object({ value: z.string() }).optional() });
    const user = z.looseObject({
      id: z.string(),
      userName: z.string(),
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': manager.optional(),
    });
    const { Users: users } = z
      .object({ Users: z.array(user) })
      .parse(await jsonOf('systems', 'scim-seed.json'));
    const ids = new Set(users.map(({ id }) => id));
    const managers = users.flatMap(
      (one) => one['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User']?.manager?.value ?? [],
    );

    expect(ids.size).toBe(users.length);
    expect(new Set(users.map(({ userName }) => userName.toLowerCase())).size).toBe(users.length);
    expect(managers.filter((id) => !ids.has(id))).toEqual([]);
    expect(managers.length).toBeGreaterThan(50);
  });

  it.each(schemaFiles)('has a schema %s without an issue', async (file) => {
    expect((await schemaOf(file)).synchronizationRules).toHaveLength(1);
  });

  it('has apps whose schemas exist, of every kind', async () => {
    const app = z.object({ kind: z.string(), schema: z.string() });
    const { apps } = z.object({ apps: z.array(app) }).parse(await jsonOf('provision.json'));

    expect(
      apps.map(({ schema }) => schema.replace('schemas/', '')).filter((name) => !schemaFiles.includes(name)),
    ).toEqual([]);
    expect([...new Set(apps.map(({ kind }) => kind))].toSorted()).toEqual([
      'ad-to-entra',
      'cross-tenant',
      'entra-to-ad',
      'entra-to-saas',
      'successfactors-to-ad',
      'workday-to-ad',
    ]);
  });

  it('knows initial links only between objects that exist', async () => {
    const systems = systemsIn(await tempFolder());

    const [saas, partner, none] = await Promise.all(
      ['saas', 'cross-tenant', 'workday-to-ad'].map(systems.initialLinks),
    );

    expect([saas?.length, partner?.length, none?.length]).toEqual([1, 1, 0]);
    expect(await readFile(join(sampleData, 'systems', 'scim-seed.json'), 'utf8')).toContain(
      saas?.[0]?.target ?? 'none',
    );
    expect(await readFile(join(sampleData, 'systems', 'tenant2.json'), 'utf8')).toContain(
      partner?.[0]?.target ?? 'none',
    );
  });
});
