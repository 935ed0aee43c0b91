import { readFileSync } from 'node:fs';
import { parseSchema } from '../../../src/domain/schema/json/parse.ts';
import type { SynchronizationSchema } from '../../../src/domain/schema/types.ts';

export const sampleNames = [
  'schema-entra-to-scim',
  'schema-cross-tenant',
  'schema-ad-to-entra-cloudsync',
  'schema-workday-to-ad',
  'schema-successfactors-to-ad',
] as const;
export type SampleName = (typeof sampleNames)[number];

export const sampleText = (name: SampleName): string =>
  readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8');

export function schemaOf(text: string): SynchronizationSchema {
  const schema = parseSchema(text, 'test.json');
  if (!schema.ok) throw new Error(JSON.stringify(schema.error, null, 2));
  return schema.value;
}

export const sample = (name: SampleName): SynchronizationSchema => schemaOf(sampleText(name));

type Json = Readonly<Record<string, unknown>>;

/** The smallest schema that maps a user; what a test is about goes over it. */
export function small(
  over: { readonly mapping?: Json; readonly rule?: Json; readonly attribute?: Json } = {},
) {
  const user = (anchor: string, ...attributes: readonly Json[]): Json => ({
    name: 'User',
    attributes: [{ name: anchor, anchor: true }, ...attributes],
  });
  return {
    id: 'job',
    directories: [
      { name: 'Source', objects: [user('objectId', { name: 'mail', ...over.attribute })] },
      { name: 'Target', objects: [user('id', { name: 'userName' })] },
    ],
    synchronizationRules: [
      {
        id: 'rule#V2',
        name: 'USERS',
        sourceDirectoryName: 'Source',
        targetDirectoryName: 'Target',
        objectMappings: [
          {
            name: 'Provision users',
            sourceObjectName: 'User',
            targetObjectName: 'User',
            attributeMappings: [
              { targetAttributeName: 'userName', matchingPriority: 1, source: { expression: '[mail]' } },
            ],
            ...over.mapping,
          },
        ],
        ...over.rule,
      },
    ],
  };
}

export const smallSchema = (over: Parameters<typeof small>[0] = {}): SynchronizationSchema =>
  schemaOf(JSON.stringify(small(over)));
