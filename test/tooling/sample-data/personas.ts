import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { asciiOf, type Json, type Overrides, officeOf, type Person, samOf } from './person.ts';

const overrides = z.record(z.string(), z.json());
const systems = z.strictObject({
  entra: z.union([overrides, z.literal(false)]).optional(),
  'active-directory': overrides.optional(),
  workday: overrides.optional(),
  successfactors: overrides.optional(),
  saas: overrides.optional(),
  tenant2: overrides.optional(),
  'cloud-entra': overrides.optional(),
});

const persona = z.strictObject({
  key: z.string(),
  story: z.string(),
  name: z.tuple([z.string(), z.string().nullable()]),
  display: z.string().optional(),
  alias: z.string().optional(),
  title: z.string(),
  department: z.string(),
  office: z.string(),
  employeeId: z.string(),
  manager: z.string().optional(),
  in: systems.default({}),
  assigned: z.record(z.string(), z.string()).default({}),
  linked: z.array(z.string()).default([]),
});

const group = z.strictObject({
  id: z.guid(),
  key: z.string(),
  story: z.string(),
  displayName: z.string(),
  description: z.string(),
  members: z.array(z.string()),
  /** That many people of the bulk are members too. */
  bulk: z.number().default(0),
  /** Keys of nested groups. */
  groups: z.array(z.string()).default([]),
  assigned: z.array(z.string()).default([]),
  attributes: overrides.default({}),
  saas: z.strictObject({ members: z.array(z.string()) }).optional(),
  'active-directory': overrides.optional(),
});
export type Group = z.infer<typeof group>;

const storedByHand = z.strictObject({
  story: z.string(),
  key: z.string(),
  type: z.string().default('User'),
  attributes: overrides,
});
export type StoredByHand = z.infer<typeof storedByHand>;

const file = z.strictObject({
  about: z.string(),
  people: z.array(persona),
  groups: z.array(group),
  targetOnly: z.strictObject({
    saas: z.array(overrides),
    tenant2: z.array(storedByHand),
    'cloud-entra': z.array(storedByHand),
    'active-directory': z.array(storedByHand),
  }),
});
type PersonasFile = z.infer<typeof file>;

export type Cast = {
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  readonly targetOnly: PersonasFile['targetOnly'];
};

const nativeOf = (name: string | null): string | undefined => name?.split('|')[0];
const latinOf = (name: string | null): string => name?.split('|').at(-1) ?? '';

function existence({ entra, ...others }: z.infer<typeof systems>): Person['in'] {
  const known = Object.entries(others).filter(([, value]) => value !== undefined);
  const held: Readonly<Record<string, Json>> = Object.fromEntries(known) as Readonly<Record<string, Json>>;
  return {
    ...(entra === false ? {} : { entra: entra ?? {} }),
    ...(held as { readonly [system: string]: Overrides }),
  };
}

/** Reads the hand-made part of the company. A value outside the documented form stops the script with its path. */
export function readCast(path: string, nameOf: (wanted: string) => string): Cast {
  const { people, groups, targetOnly } = file.parse(JSON.parse(readFileSync(path, 'utf8')));
  const persons = people.map(({ name: [givenName, surname], office, ...facts }, index): Person => {
    const given = nativeOf(givenName);
    const family = nativeOf(surname);
    const alias = nameOf(facts.alias ?? `${asciiOf(latinOf(givenName))}.${asciiOf(latinOf(surname))}`);
    return {
      key: facts.key,
      story: facts.story,
      ...(given === undefined ? {} : { given }),
      ...(family === undefined ? {} : { surname: family }),
      display: facts.display ?? [given, family].filter((part) => part !== undefined).join(' '),
      alias,
      samAccountName: samOf(alias),
      office: officeOf(office),
      title: facts.title,
      department: facts.department,
      employeeId: facts.employeeId,
      ...(facts.manager === undefined ? {} : { manager: facts.manager }),
      number: index + 1,
      in: existence(facts.in),
      assigned: facts.assigned,
      linked: facts.linked,
    };
  });
  return { people: persons, groups, targetOnly };
}
