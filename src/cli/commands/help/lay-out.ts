import { cells } from '../../../ui/text/cells.ts';
import { fitsSideBySide, gridLines } from '../../../ui/text/grid.ts';
import { type Row, wrapLine } from '../../../ui/text/lay.ts';
import { blank, hanging, type Line, line, plainText, span, type TextSpan } from '../../../ui/text/line.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../../ui/theme/glyphs.ts';
import { paint } from '../../../ui/theme/paint.ts';
import type { Theme } from '../../../ui/theme/theme.ts';
import { type Block, type InlinePiece, readInline } from './markdown.ts';

/** What a document is laid out on. */
export type HelpPaper = {
  readonly width: number;
  readonly theme: Theme;
  /** What to say about where a link leads; undefined where its text says enough. */
  readonly leadsTo: (target: string) => string | undefined;
};

const CODE_INDENT = '    ';
const FIELD_INDENT = 4;
/** More columns than these are read as a list where they do not fit side by side. */
const MOST_WRAPPED = 3;

/** Our own glyphs, in the documents, have a form in ASCII; letters of other scripts are escaped like any others. */
const inAscii: ReadonlyMap<string, string> = new Map([
  [unicodeGlyphs.up, 'Up'],
  [unicodeGlyphs.down, 'Down'],
  [unicodeGlyphs.success, asciiGlyphs.success],
  [unicodeGlyphs.failure, asciiGlyphs.failure],
  [unicodeGlyphs.ellipsis, asciiGlyphs.ellipsis],
  [unicodeGlyphs.arrow, asciiGlyphs.arrow],
]);

function withGlyphs(text: string, { alphabet }: Theme): string {
  return alphabet === 'ascii' ? text.replaceAll(/[↑↓✓✗…→]/g, (glyph) => inAscii.get(glyph) ?? glyph) : text;
}

/** Code is in a colour of its own, or where there are no colours between the marks it is written with. */
function codeSpan(text: string, { colour }: Theme): TextSpan {
  return colour ? span(text, { tone: 'accent' }) : span(`\`${text}\``);
}

function pieceSpan(piece: InlinePiece, { theme, leadsTo }: HelpPaper): TextSpan {
  switch (piece.kind) {
    case 'code':
      return codeSpan(piece.text, theme);
    case 'bold':
    case 'italic':
      return span(piece.text, { bold: true });
    case 'link': {
      const where = leadsTo(piece.target);
      return span(where === undefined ? piece.text : `${piece.text} (${where})`);
    }
    default:
      return span(piece.text);
  }
}

const spansOf = (text: string, paper: HelpPaper): readonly TextSpan[] =>
  readInline(text).map((piece) => {
    const made = pieceSpan(piece, paper);
    return { ...made, text: withGlyphs(made.text, paper.theme) };
  });

/** A cell of a table wraps as a whole, so that it has one look: that of code when it holds nothing else. */
function cellSpan(text: string, paper: HelpPaper): TextSpan {
  const pieces = readInline(text);
  const isCode = pieces.some(({ kind }) => kind === 'code') && pieces.every(isCodeOrGap);
  if (!isCode)
    return span(plainText({ spans: spansOf(text, { ...paper, theme: withoutColour(paper.theme) }) }));
  return span(withGlyphs(pieces.map((piece) => piece.text).join(''), paper.theme), { tone: 'accent' });
}

const withoutColour = (theme: Theme): Theme => ({ ...theme, colour: false });

const isCodeOrGap = (piece: InlinePiece): boolean =>
  piece.kind === 'code' || (piece.kind === 'text' && /^[\s,/]*$/.test(piece.text));

/** Each row as a list of its own: the first cell names it, the others follow with their titles. */
function recordLines(titles: readonly string[], rows: readonly (readonly TextSpan[])[]): readonly Line[] {
  return rows.flatMap(([first = span(''), ...rest], at) => [
    ...(at === 0 ? [] : [blank]),
    line({ ...first, bold: true }),
    ...rest.map((cell, index) =>
      hanging(
        FIELD_INDENT * 2,
        ' '.repeat(FIELD_INDENT),
        span(`${titles[index + 1] ?? ''}: `, { tone: 'muted' }),
        cell,
      ),
    ),
  ]);
}

function tableLines({ titles, rows }: Extract<Block, { kind: 'table' }>, paper: HelpPaper): readonly Line[] {
  const { width, theme } = paper;
  const spans = rows.map((row) => row.map((cell) => cellSpan(cell, paper)));
  const natural = titles.map((title, index) =>
    Math.max(cells(title), ...spans.map((row) => cells(row[index]?.text ?? ''))),
  );
  const fits = natural.reduce((sum, one) => sum + one + 2, -2) <= width;
  if (!fits && (titles.length > MOST_WRAPPED || !fitsSideBySide(titles.length, width)))
    return recordLines(titles, spans);
  return gridLines({ titles, rows: spans }, width, theme);
}

function headingLines(
  { level, text }: Extract<Block, { kind: 'heading' }>,
  { theme }: HelpPaper,
): readonly Line[] {
  const plain = text.replaceAll('`', '');
  const title = line(span(plain, { bold: true }));
  if (level > 2) return [title];
  return [title, line((level === 1 ? '=' : theme.glyphs.rule).repeat(cells(plain)))];
}

function blockLines(block: Exclude<Block, { kind: 'code' }>, paper: HelpPaper): readonly Line[] {
  switch (block.kind) {
    case 'heading':
      return headingLines(block, paper);
    case 'table':
      return tableLines(block, paper);
    case 'item':
      return [hanging(block.mark.length + 1, `${block.mark} `, ...spansOf(block.text, paper))];
    default:
      return [line(...spansOf(block.text, paper))];
  }
}

/** Code is not wrapped by us, so that it can be copied: a terminal that is too narrow wraps it by itself. */
const codeRows = (lines: readonly string[], { theme }: HelpPaper): readonly Row[] =>
  lines.flatMap((one) =>
    wrapLine(line(`${CODE_INDENT}${withGlyphs(one, theme)}`), Number.POSITIVE_INFINITY, theme),
  );

function blockRows(block: Block, paper: HelpPaper): readonly Row[] {
  if (block.kind === 'code') return codeRows(block.lines, paper);
  return blockLines(block, paper).flatMap((one) => wrapLine(one, paper.width, paper.theme));
}

/** The blocks as lines for the terminal, with an empty one between them, but not between the items of a list. */
export function layOut(blocks: readonly Block[], paper: HelpPaper): readonly string[] {
  return blocks.flatMap((block, index) => {
    const isNext = index > 0 && !(block.kind === 'item' && blocks[index - 1]?.kind === 'item');
    const rows = blockRows(block, paper).map((row) => paint(row, paper.theme).trimEnd());
    return [...(isNext ? [''] : []), ...rows];
  });
}
