import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { choices, filterForms, limits } from '../../src/connectors/scim/server-profile.ts';
import { appKinds } from '../../src/domain/model/app.ts';
import { parseSchema } from '../../src/domain/schema/json/parse.ts';
import { findRule, mappingFor } from '../../src/domain/schema/resolve.ts';
import { parseProvisionFile } from '../../src/workspace/provision-file.ts';
import { cli } from '../cli/in-process.ts';
import expressionCases from '../domain/expressions/cases.json' with { type: 'json' };
import scopingCases from '../domain/scoping/cases.json' with { type: 'json' };
import { freshHome, type Home } from '../support/program.ts';
import { sum } from '../tooling/bench/scenarios.ts';
import { scimScenarios } from '../tooling/bench/scim/scenarios.ts';
import { schemaText, sectionNames, withSection } from '../tooling/readme/sections.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');
const readme = read('README.md');
const packages = Object.keys({ ...packageJson.dependencies, ...packageJson.devDependencies });

/** The commands that the help of a command lists; itself when it lists none. */
async function commandNames(home: Home, ...words: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await cli(home, [...words, '--help']);
  const [, listed] = stdout.split('\nCommands:\n');
  if (listed === undefined) return [words.join(' ')];
  const below = [...listed.matchAll(/^ {2}([a-z]+)/gm)].map(([, name = '']) => name);
  const found = below.filter((name) => name !== 'help').map((name) => commandNames(home, ...words, name));
  return (await Promise.all(found)).flat();
}

describe('what `npm run readme` makes is up to date', () => {
  it.each(sectionNames)('the section %s of README.md', (name) => {
    expect(withSection(readme, name)).toBe(readme);
  });

  it('sample-data/provision.schema.json', () => {
    expect(read('sample-data', 'provision.schema.json')).toBe(schemaText());
  });
});

describe('a section', () => {
  it('is made anew between its markers, and nothing else is touched', () => {
    const text = 'before\n<!-- keys -->\nold\n<!-- /keys -->\nafter\n';

    const made = withSection(text, 'keys');

    expect(made).toMatch(/^before\n<!-- keys -->\n\n### Choose app\n[\s\S]*\n<!-- \/keys -->\nafter\n$/);
    expect(made).not.toContain('old');
    expect(withSection(made, 'keys')).toBe(made);
  });

  it.each([
    ['has no opening marker', '<!-- /keys -->', 'keys'],
    ['has no closing marker', '<!-- keys -->', 'keys'],
    ['is unknown', '<!-- other --><!-- /other -->', 'other'],
  ])('that %s is refused', (_, text, name) => {
    expect(() => withSection(text, name)).toThrow(`no section ${name}`);
  });
});

describe('README.md has a row for', () => {
  const rowOf = (first: string): boolean => readme.includes(`\n| ${first} |`);

  it.each(Object.entries(exitCodes))('the exit code of %s: %i', (_, code) => {
    expect(rowOf(String(code))).toBe(true);
  });

  it.each(appKinds)('the app kind %s', (kind) => {
    expect(rowOf(`\`${kind}\``)).toBe(true);
  });

  it.each([...Object.entries(choices), ['filter ATTRIBUTE', filterForms] as const])(
    'the fact %s of a server, with its values',
    (fact, values) => {
      expect(rowOf(`\`${fact}\` | ${values.map((value) => `\`${value}\``).join(', ')}`)).toBe(true);
    },
  );

  it.each(limits)('the limit %s of a server', (limit) => {
    expect(rowOf(`\`${limit}\` | a number`)).toBe(true);
  });

  const counted = scimScenarios('any').flatMap(({ name, minimum }) =>
    minimum === undefined ? [] : [{ name, minimum }],
  );

  it.each(counted)('the least requests of $name', ({ name, minimum }) => {
    const { probe, match, references, write, readBack } = minimum;
    expect(rowOf([name, probe, match, references, write, readBack, sum(minimum)].join(' | '))).toBe(true);
  });

  const openCases = [...expressionCases, ...scopingCases].filter(
    (one) => 'ambiguous' in one && one.ambiguous,
  );

  it.each(openCases)('what the documentation leaves open in the case $id', ({ id }) => {
    expect(rowOf(`\`${id}\``)).toBe(true);
  });
});

describe('the example workspace of README.md', () => {
  const [workspace = '', schema = ''] = [...readme.matchAll(/```json\n([\s\S]*?)```/g)].map(
    ([, json]) => json,
  );

  it('is a valid provision.json', () => {
    expect(parseProvisionFile(workspace, 'provision.json')).toMatchObject({ ok: true });
  });

  it('has a valid schema, which maps users', () => {
    const parsed = parseSchema(schema, 'my-scim.json');

    const rule = parsed.ok ? findRule(parsed.value, {}) : parsed;
    const mapping =
      parsed.ok && rule.ok ? mappingFor({ rule: rule.value.rule, schema: parsed.value, kind: 'user' }) : rule;
    expect(mapping).toMatchObject({ ok: true });
  });
});

describe('README.md names', () => {
  const headless = readme.slice(readme.indexOf('## Headless use'), readme.indexOf('## Exit codes'));

  it('every command of the program', async () => {
    const names = await commandNames(await freshHome());

    expect(names).toContain('schema diff');
    expect(
      names.filter((name) => !headless.includes(`\`${name} `) && !headless.includes(`\`${name}\``)),
    ).toEqual([]);
  });

  const dependencies = readme.slice(readme.indexOf('## Dependencies'), readme.indexOf('## For contributors'));

  it('every dependency of package.json with its reason, and no other', () => {
    const rows = dependencies.match(/\n\| `[^|]+/g) ?? [];
    const named = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name));

    expect(named.toSorted()).toEqual(packages.toSorted());
  });

  const scripts = [...readme.matchAll(/`npm run ([a-z]+)/g)].map(([, script = '']) => script);

  it.each(scripts)('the script %s, which exists', (script) => {
    expect(Object.keys(packageJson.scripts)).toContain(script);
  });

  it.each([...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path = '']) => path))(
    'the file %s, which exists',
    (path) => {
      expect(read(path)).not.toBe('');
    },
  );
});
