import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { appKinds } from '../../src/domain/model/app.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { schemaText, sectionNames, withSection } from '../tooling/readme/sections.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');
const readme = read('README.md');

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

    expect(made).toMatch(/^before\n<!-- keys -->\n\n### Choose app\n[^]*\n<!-- \/keys -->\nafter\n$/);
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

  it.each(Object.keys({ ...packageJson.dependencies, ...packageJson.devDependencies }))(
    'the dependency %s',
    (name) => {
      expect(rowOf(`\`${name}\``)).toBe(true);
    },
  );

  it.each(Object.entries(exitCodes))('the exit code of %s: %i', (_, code) => {
    expect(rowOf(String(code))).toBe(true);
  });

  it.each(appKinds)('the app kind %s', (kind) => {
    expect(rowOf(`\`${kind}\``)).toBe(true);
  });
});

describe('README.md names', () => {
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
