import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { choices, filterForms, limits } from '../../src/connectors/scim/server-profile.ts';
import { appKinds } from '../../src/domain/model/app.ts';
import { parseSchema } from '../../src/domain/schema/json/parse.ts';
import { findRule, mappingFor } from '../../src/domain/schema/resolve.ts';
import { parseProvisionFile } from '../../src/workspace/provision-file.ts';
import { cli } from '../cli/in-process.ts';
import { trials } from '../connectors/sample/trials.ts';
import expressionCases from '../domain/expressions/cases.json' with { type: 'json' };
import scopingCases from '../domain/scoping/cases.json' with { type: 'json' };
import { freshHome, type Home } from '../support/program.ts';
import { sum } from '../tooling/bench/scenarios.ts';
import { scimScenarios } from '../tooling/bench/scim/scenarios.ts';
import { schemaText, sections, withSection } from '../tooling/readme/sections.ts';
import { blocksIn, readDocument, root } from './documents.ts';
import { layers } from './layers.ts';

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
  it.each(sections)('the section $name of $file', (section) => {
    const text = readDocument(section.file);

    expect(withSection(text, section)).toBe(text);
  });

  it('sample-data/provision.schema.json', () => {
    expect(readDocument('sample-data/provision.schema.json')).toBe(schemaText());
  });
});

describe('a section', () => {
  const keys = { name: 'keys', file: 'keys.md', make: () => 'new\n' };

  it('is made again between its markers, and nothing else is touched', () => {
    const text = 'before\n<!-- keys -->\nold\n<!-- /keys -->\nafter\n';

    const made = withSection(text, keys);

    expect(made).toBe('before\n<!-- keys -->\n\nnew\n\n<!-- /keys -->\nafter\n');
    expect(withSection(made, keys)).toBe(made);
  });

  it.each([
    ['has no opening marker', '<!-- /keys -->'],
    ['has no closing marker', '<!-- keys -->'],
    ['has another name', '<!-- other --><!-- /other -->'],
  ])('that %s is refused', (_, text) => {
    expect(() => withSection(text, keys)).toThrow('keys.md has no section keys');
  });

  it('of keys has a heading for each screen', () => {
    const text = readDocument('src/ui/keys/README.md');

    expect(text).toMatch(/<!-- keys -->\n\n### Choose app\n[\s\S]*\n<!-- \/keys -->\n$/);
  });
});

describe('a document has a row for', () => {
  const cliText = readDocument('src/cli/README.md');
  const workspaceText = readDocument('src/workspace/README.md');
  const scimText = readDocument('src/connectors/scim/README.md');
  const languageText = readDocument('src/domain/expressions/README.md');
  const hasRow = (text: string, first: string): boolean => text.includes(`\n| ${first} |`);

  it.each(Object.entries(exitCodes))('the exit code of %s: %i', (_, code) => {
    expect(hasRow(cliText, String(code))).toBe(true);
  });

  it.each(appKinds)('the app kind %s', (kind) => {
    expect(hasRow(workspaceText, `\`${kind}\``)).toBe(true);
  });

  it.each([...Object.entries(choices), ['filter ATTRIBUTE', filterForms] as const])(
    'the fact %s of a server, with its values',
    (fact, values) => {
      expect(hasRow(scimText, `\`${fact}\` | ${values.map((value) => `\`${value}\``).join(', ')}`)).toBe(
        true,
      );
    },
  );

  it.each(limits)('the limit %s of a server', (limit) => {
    expect(hasRow(scimText, `\`${limit}\` | a number`)).toBe(true);
  });

  const counted = scimScenarios('any').flatMap(({ name, minimum }) =>
    minimum === undefined ? [] : [{ name, minimum }],
  );

  it.each(counted)('the least requests of $name', ({ name, minimum }) => {
    const { probe, match, references, write, readBack } = minimum;
    expect(
      hasRow(scimText, [name, probe, match, references, write, readBack, sum(minimum)].join(' | ')),
    ).toBe(true);
  });

  const openCases = [...expressionCases, ...scopingCases].filter(
    (one) => 'ambiguous' in one && one.ambiguous,
  );

  it.each(openCases)('what the documentation leaves open in the case $id', ({ id }) => {
    expect(hasRow(languageText, `\`${id}\``)).toBe(true);
  });
});

describe('the table "Try it" of sample-data/README.md', () => {
  const rows = readDocument('sample-data/README.md')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const apps = [...readDocument('sample-data/README.md').matchAll(/--app ([a-z-]+)|\| `([a-z-]+)` \|/g)].map(
    ([, inHeading, inRow]) => inHeading ?? inRow,
  );

  it.each(trials)('has a row for $app: $shows ($who)', ({ app, shows, subject, ends }) => {
    const [action, status, reason, exitCode] = ends;
    const ending = `| ${action} | ${status}${reason === null ? '' : `, ${reason}`} | ${exitCode} |`;

    const found = rows.filter((row) => row.startsWith(`| ${shows} |`) && row.endsWith(ending));

    expect(found.filter((row) => row.includes(subject))).not.toEqual([]);
    expect(apps).toContain(app);
  });
});

describe('the example workspace of src/workspace/README.md', () => {
  const [workspace = '', schema = ''] = blocksIn('src/workspace/README.md', 'json');

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

describe('src/cli/README.md names', () => {
  const [commands = ''] = readDocument('src/cli/README.md').split('\n## One run\n');

  it('every command of the program', async () => {
    const names = await commandNames(await freshHome());

    expect(names).toContain('schema diff');
    expect(
      names.filter((name) => !commands.includes(`\`${name} `) && !commands.includes(`\`${name}\``)),
    ).toEqual([]);
  });
});

describe('src/README.md names', () => {
  const guide = readDocument('src/README.md');

  it.each(Object.entries(layers))('what %s may import, and nothing else', (name, { folders, packages }) => {
    const cell = guide.match(new RegExp(`^\\| \`${name}\` \\| ([^|]*) \\|`, 'm'))?.[1] ?? '';

    const named = cell.split(', ').map((word) => word.replaceAll('`', ''));
    const allowed = [...folders, ...packages].toSorted();
    expect(named.toSorted()).toEqual(allowed.length === 0 ? ['nothing'] : allowed);
  });

  it.each(globSync('src/*/*/', { cwd: root }).map((path) => path.replace(/^src\/|\/$/g, '')))(
    'the room %s',
    (room) => {
      expect(guide).toMatch(new RegExp(`\`(?:src/)?${room}[\`/]`));
    },
  );

  const [, dependencies = ''] = guide.split('\n## Dependencies\n');

  it('every dependency of package.json with its reason, and no other', () => {
    const rows = dependencies.match(/\n\| `[^|]+/g) ?? [];
    const named = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name));

    expect(named.toSorted()).toEqual(packages.toSorted());
  });
});
