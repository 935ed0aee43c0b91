import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSchema } from '../../../../src/domain/schema/json/parse.ts';
import { findRule, mappingFor, type ResolvedMapping } from '../../../../src/domain/schema/resolve.ts';

export const MAPPINGS = 25;

const file = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  '..',
  'sample-data',
  'schemas',
  'entra-to-saas.json',
);

/** Beside the 22 of the sample schema: expressions of the kind that administrators write. */
const further: ReadonlyMap<string, string> = new Map([
  [
    'nickName',
    'IIF(IsPresent([mailNickname]), ToLower(NormalizeDiacritics([mailNickname])), Left([givenName], 3))',
  ],
  [
    'userType',
    'Switch([department], "Employee", "Marketing", "Office", "Operations", "Plant", "Support", "Field")',
  ],
  [
    'locale',
    'Replace(Join("-", Left([preferredLanguage], 2), ToUpper(Mid([preferredLanguage], 4, 2))), "_", , , "-", , )',
  ],
]);

type Named = { readonly name: string };
type Schema = {
  readonly directories: {
    readonly name: string;
    readonly objects: { name: string; attributes: Named[] }[];
  }[];
  readonly synchronizationRules: {
    readonly targetDirectoryName: string;
    readonly objectMappings: { readonly targetObjectName: string; attributeMappings: unknown[] }[];
  }[];
};

/** As JSON: the schema of the sample app with 25 attribute mappings of users; `changed` replaces some of the further ones. */
export function manyMappingsSchema(changed: ReadonlyMap<string, string> = new Map()): string {
  const schema: Schema = JSON.parse(readFileSync(file, 'utf8'));
  const rule = schema.synchronizationRules[0];
  const users = rule?.objectMappings[0];
  const directory = schema.directories.find(({ name }) => name === rule?.targetDirectoryName);
  const object = directory?.objects.find(({ name }) => name === users?.targetObjectName);
  for (const [name, expression] of new Map([...further, ...changed])) {
    object?.attributes.push({ name });
    users?.attributeMappings.push({ targetAttributeName: name, source: { expression } });
  }
  return JSON.stringify(schema);
}

/** The user mapping of the sample app with 25 attribute mappings. */
export function manyMappings(): ResolvedMapping {
  const schema = parseSchema(manyMappingsSchema(), file);
  if (!schema.ok) throw new Error(JSON.stringify(schema.error));
  const rule = findRule(schema.value, {});
  if (!rule.ok) throw new Error(rule.error.message);
  const mapping = mappingFor({ rule: rule.value.rule, schema: schema.value, kind: 'user' });
  if (!mapping.ok) throw new Error(mapping.error.message);
  const { length } = mapping.value.mapping.attributeMappings;
  if (length !== MAPPINGS) throw new Error(`${length} mappings instead of ${MAPPINGS}`);
  return mapping.value;
}
