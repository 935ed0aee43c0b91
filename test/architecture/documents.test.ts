import { existsSync, globSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { cli } from '../cli/in-process.ts';
import { freshHome, type Home } from '../support/program.ts';
import {
  anchors,
  codeBlocks,
  codeSpans,
  documents,
  linkTargets,
  readDocument,
  root,
  type ShownCommand,
  shellWords,
  shownCommands,
} from './documents.ts';

const inEach = documents.map((path) => [path, readDocument(path)] as const);

it('finds the documents', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'src/README.md', 'src/cli/README.md']));
});

it('README.md can be read to the end: it has at most 250 lines', () => {
  expect(readDocument('README.md').split('\n').length - 1).toBeLessThanOrEqual(250);
});

describe('the links of a document lead somewhere', () => {
  const links = inEach.flatMap(([path, text]) =>
    linkTargets(text)
      .filter((target) => !/^https?:/.test(target))
      .map((target) => ({ path, target })),
  );

  it.each(links)('$path: $target', ({ path, target }) => {
    const [file = '', anchor] = target.split('#');
    const found = file === '' ? path : normalize(join(dirname(path), file));

    expect(existsSync(join(root, found))).toBe(true);
    if (anchor !== undefined) expect(anchors(readDocument(found))).toContain(anchor);
  });
});

/** Paths from the root of the repository, wherever a code span or a code block names one. */
function namedPaths(text: string): readonly string[] {
  const code = [...codeSpans(text), ...codeBlocks(text).map((block) => block.text)].join('\n');
  return [...code.matchAll(/(?<![\w/.*-])(?:src|test|sample-data)\/[\w./*-]*[\w/*]/g)].map(([path]) => path);
}

describe('the files that a document names exist', () => {
  it.each(inEach)('%s', (_, text) => {
    expect(namedPaths(text).filter((path) => globSync(path, { cwd: root }).length === 0)).toEqual([]);
  });

  it('which is really looked at', () => {
    expect(namedPaths('`src/ui/app.tsx`, `node test/no-such.ts` and `cases/src/x`')).toEqual([
      'src/ui/app.tsx',
      'test/no-such.ts',
    ]);
  });
});

describe('the npm scripts that a document names exist', () => {
  it.each(inEach)('%s', (_, text) => {
    const scripts = [...text.matchAll(/npm run ([a-z][a-z:]*)/g)].map(([, script = '']) => script);

    expect(scripts.filter((script) => !Object.hasOwn(packageJson.scripts, script))).toEqual([]);
  });
});

/** The help of every command, by its words: `expression eval`. */
const helps = new Map<string, string>();

async function readHelp(home: Home, ...words: readonly string[]): Promise<void> {
  const { stdout } = await cli(home, [...words, '--help']);
  helps.set(words.join(' '), stdout);
  const [, listed = ''] = stdout.split('\nCommands:\n');
  const names = [...listed.matchAll(/^ {2}([a-z]+)/gm)].map(([, name = '']) => name);
  for (const name of names) if (name !== 'help' || words.length === 0) await readHelp(home, ...words, name);
}

/** The longest command that the words begin with. */
const commandOf = (words: readonly string[]): string | undefined =>
  [words.slice(0, 2).join(' '), words[0] ?? ''].find((name) => helps.has(name));

/** What follows the options that precede a command. */
function withoutGlobals(args: readonly string[]): readonly string[] {
  if (args[0] === '--workspace') return withoutGlobals(args.slice(2));
  return args[0] === '--ascii' || args[0] === '--no-color' ? withoutGlobals(args.slice(1)) : args;
}

/** The options among the words which the help of the command does not know. */
function unknownOptions(command: string, words: readonly string[]): readonly string[] {
  const known = `${helps.get(command)}${helps.get('')}`;
  return words.filter((word) => /^--[a-z]/.test(word) && !new RegExp(`${word}\\b(?!-)`).test(known));
}

/** Commands that touch nothing but the sample company of the test, and whose words are no placeholders. */
const harmless = /^(?:apps|help|search|expression|scope|schema|run|sample)(?: |$)/;
const isReal = ({ args }: ShownCommand): boolean =>
  harmless.test(args.join(' ')) && !args.some((word) => /^[A-Z]{2,}$/.test(word));

/** The ids of what is made are new each time. */
const withoutIds = (text: string): string => text.replaceAll(/(?<=(?:Run|Target id): )[\da-f-]{36}/g, 'ID');

describe('the commands that a document shows', () => {
  beforeAll(async () => {
    let clean: () => unknown = () => {};
    await readHelp(
      await freshHome((work) => {
        clean = work as typeof clean;
      }),
    );
    return async () => void (await clean());
  });

  const shown = inEach.flatMap(([path, text]) => shownCommands(text).map((one) => ({ path, ...one })));

  it.each(shown)('exist, with their options ($path: $line)', ({ args }) => {
    const words = withoutGlobals(args);
    if (words.length === 0) return;

    const command = commandOf(words);

    expect(command).toBeDefined();
    expect(unknownOptions(command ?? '', words)).toEqual([]);
  });

  it.each(shown.filter(isReal))('work ($path: $line)', async ({ args, input, output, before }) => {
    const home = await freshHome();
    const file = args.find((word) => /^[a-z]+\.json$/.test(word));
    if (file !== undefined) writeFileSync(join(home.path, file), before);

    const { stdout, exitCode } = await cli(home, args, {
      cwd: file === undefined ? root : home.path,
      ...(input === undefined ? {} : { typed: input }),
    });

    expect(withoutIds(stdout)).toContain(withoutIds(output));
    if (output === '') expect(exitCode).toBe(0);
  });

  const inText = inEach.flatMap(([path, text]) =>
    codeSpans(text)
      .filter((code) => code.includes(' --'))
      .map((code) => ({ path, code: code.replace(/^(?:npm -s start --|provision) /, '') })),
  );

  it.each(inText)('in a sentence or a table exist as well ($path: $code)', ({ code }) => {
    const words = shellWords(code.replaceAll(/[[\]]/g, ' '));
    const command = commandOf(withoutGlobals(words));

    if (command !== undefined) expect(unknownOptions(command, words)).toEqual([]);
  });

  it('are really looked at', () => {
    expect(commandOf(['expression', 'eval', 'x'])).toBe('expression eval');
    expect(commandOf(['no-such'])).toBeUndefined();
    expect(unknownOptions('run', ['run', '--app', 'x', '--no-such', '--js'])).toEqual(['--no-such', '--js']);
  });
});
