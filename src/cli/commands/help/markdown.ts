/**
 * The part of Markdown (GitHub's) that our documents use. A test shows that every document is read whole: whatever is
 * no block of these kinds would be seen in the terminal as it is written.
 */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'item'; readonly mark: string; readonly text: string }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | {
      readonly kind: 'table';
      readonly titles: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

const heading = /^(#{1,6}) (.+)$/;
const item = /^(-|\d+\.) (.+)$/;
const fence = /^```/;
/** The marks of generated parts, and pictures, which no terminal shows. */
const unseen = /^(?:<!--.*-->|!\[[^\]]*\]\([^)]*\))$/;

/** The cells of a row. A bar within a cell is written `\|`. */
const cellsOf = (row: string): readonly string[] =>
  row
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

function tableOf(rows: readonly string[]): Block {
  const [titles = [], , ...rest] = rows.map(cellsOf);
  return { kind: 'table', titles, rows: rest };
}

/** How many lines from `at` on belong together, because each of them begins in the same way. */
function countWhile(lines: readonly string[], at: number, holds: (line: string) => boolean): number {
  const end = lines.findIndex((line, index) => index >= at && !holds(line));
  return (end === -1 ? lines.length : end) - at;
}

/** Whether a line goes on with the paragraph or the item before it. */
const goesOn = (line: string): boolean =>
  line.trim() !== '' &&
  !line.startsWith('|') &&
  ![heading, item, fence, unseen].some((one) => one.test(line));

type Found = { readonly blocks: readonly Block[]; readonly taken: number };

function textBlock(lines: readonly string[], at: number): Found {
  const [line = ''] = lines.slice(at);
  const listed = item.exec(line);
  const more = countWhile(lines, at + 1, goesOn);
  const rest = lines.slice(at + 1, at + 1 + more).map((one) => one.trim());
  const text = [listed?.[2] ?? line, ...rest].join(' ');
  const block: Block =
    listed === null ? { kind: 'paragraph', text } : { kind: 'item', mark: listed[1] ?? '-', text };
  return { blocks: [block], taken: 1 + more };
}

function blockAt(lines: readonly string[], at: number): Found {
  const [line = ''] = lines.slice(at);
  if (line.trim() === '' || unseen.test(line)) return { blocks: [], taken: 1 };
  const titled = heading.exec(line);
  if (titled !== null) {
    return {
      blocks: [{ kind: 'heading', level: titled[1]?.length ?? 1, text: titled[2] ?? '' }],
      taken: 1,
    };
  }
  if (fence.test(line)) {
    const inside = countWhile(lines, at + 1, (one) => !fence.test(one));
    return { blocks: [{ kind: 'code', lines: lines.slice(at + 1, at + 1 + inside) }], taken: inside + 2 };
  }
  if (line.startsWith('|')) {
    const rows = countWhile(lines, at, (one) => one.startsWith('|'));
    return { blocks: [tableOf(lines.slice(at, at + rows))], taken: rows };
  }
  return textBlock(lines, at);
}

export function readBlocks(markdown: string): readonly Block[] {
  const lines = markdown.split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const found = blockAt(lines, at);
    blocks.push(...found.blocks);
    at += found.taken;
  }
  return blocks;
}

/** The blocks of one section: its heading and what follows, up to the next heading that is not below it. */
export function sectionOf(blocks: readonly Block[], title: string): readonly Block[] {
  const start = blocks.findIndex((block) => block.kind === 'heading' && block.text === title);
  const first = blocks[start];
  if (first?.kind !== 'heading') throw new Error(`no section ${title}`);
  const next = blocks.findIndex(
    (block, index) => index > start && block.kind === 'heading' && block.level <= first.level,
  );
  return blocks.slice(start, next === -1 ? blocks.length : next);
}

/** A piece of a text. `target` is where a link leads. */
export type InlinePiece =
  | { readonly kind: 'text' | 'code' | 'bold' | 'italic'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly target: string };

const inline = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

function pieceOf(match: RegExpExecArray): InlinePiece {
  const [, code, bold, italic, text = '', target = ''] = match;
  if (code !== undefined) return { kind: 'code', text: code };
  if (bold !== undefined) return { kind: 'bold', text: bold };
  if (italic !== undefined) return { kind: 'italic', text: italic };
  return { kind: 'link', text, target };
}

/** A text in pieces. Within bold and links nothing else is marked. */
export function readInline(text: string): readonly InlinePiece[] {
  const pieces: InlinePiece[] = [];
  let at = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > at) pieces.push({ kind: 'text', text: text.slice(at, match.index) });
    pieces.push(pieceOf(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}
