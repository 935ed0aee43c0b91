import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

export const readDocument = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Every document, as a path from the root of the repository. */
export const documents: readonly string[] = globSync(
  ['README.md', '{src,test,sample-data}/README.md', '{src,test}/**/README.md'],
  { cwd: root },
).toSorted();

export type CodeBlock = { readonly language: string; readonly text: string };

export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

/** The text of the blocks in a language, in their order. */
export const blocksIn = (path: string, language: string): readonly string[] =>
  codeBlocks(readDocument(path))
    .filter((block) => block.language === language)
    .map(({ text }) => text);

const withoutBlocks = (markdown: string): string => markdown.replaceAll(/^```[\s\S]*?^```$/gm, '');

/** What is between backticks, outside blocks. */
export const codeSpans = (markdown: string): readonly string[] =>
  [...withoutBlocks(markdown).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

/** The targets of links and pictures. */
export const linkTargets = (markdown: string): readonly string[] =>
  [...withoutBlocks(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

/** The anchors that headings get on GitHub: small letters, hyphens for blanks, no punctuation. */
export const anchors = (markdown: string): readonly string[] =>
  [...withoutBlocks(markdown).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** A command of this program as a document shows it, and what it shows as its output. */
export type ShownCommand = {
  readonly line: string;
  readonly args: readonly string[];
  /** What is piped into it. */
  readonly input?: string;
  readonly output: string;
  /** What precedes the command in its block: the content of a file that it names. */
  readonly before: string;
};

/** The words of a shell command, with quotes taken off. */
export const shellWords = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );

const call = /^(?:\$ )?(?:echo '([^']*)' \| )?(?:npm -s start --|provision)(?: (.*))?$/;

type Call = { readonly at: number; readonly line: string; readonly input?: string; readonly rest: string };

function callAt(line: string, at: number): readonly Call[] {
  const found = call.exec(line);
  if (found === null) return [];
  const [, input, rest = ''] = found;
  return [{ at, line, rest, ...(input === undefined ? {} : { input }) }];
}

/** Every command of this program in the code blocks of a document. Only after `$ ` does output follow. */
export function shownCommands(markdown: string): readonly ShownCommand[] {
  return codeBlocks(markdown).flatMap(({ text }) => {
    const lines = text.split('\n');
    const calls = lines.flatMap(callAt);
    return calls.map(({ at, line, rest, ...given }, index) => ({
      ...given,
      line,
      args: shellWords(rest),
      output: line.startsWith('$ ')
        ? lines
            .slice(at + 1, calls[index + 1]?.at)
            .join('\n')
            .trimEnd()
        : '',
      before: lines.slice(0, at).join('\n').trim(),
    }));
  });
}
