import type { Cell, Size } from '../terminal.ts';

/** Size of one cell and of the margin around the screen, in SVG units. */
const CELL = { width: 9, height: 19 } as const;
const FONT_SIZE = 15;
const BASELINE = 14;
const MARGIN = 14;

const BACKGROUND = '#16191f';
const FOREGROUND = '#d5d9e0';
const palette: readonly string[] = [
  '#3b4048',
  '#e06c75',
  '#8ec07c',
  '#e5c07b',
  '#61afef',
  '#c678dd',
  '#56b6c2',
  '#d5d9e0',
  '#5c6370',
  '#f07a84',
  '#a3d98f',
  '#f2d08a',
  '#7bc0ff',
  '#d78ff0',
  '#6fd0dc',
  '#ffffff',
];

/** Neighbouring cells that look the same, drawn as one text. */
type Run = { readonly column: number; readonly width: number; readonly text: string; readonly look: Cell };

const looksLike = (one: Cell, other: Cell): boolean =>
  one.foreground === other.foreground &&
  one.bold === other.bold &&
  one.dim === other.dim &&
  one.inverse === other.inverse &&
  one.width === other.width;

function runsOf(row: readonly Cell[]): readonly Run[] {
  const runs: Run[] = [];
  let column = 0;
  for (const cell of row) {
    const last = runs.at(-1);
    if (last !== undefined && looksLike(last.look, cell)) {
      runs[runs.length - 1] = { ...last, width: last.width + cell.width, text: last.text + cell.text };
    } else {
      runs.push({ column, width: cell.width, text: cell.text, look: cell });
    }
    column += cell.width;
  }
  return runs;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => escapes.get(mark) ?? mark);

function textOf({ column, text, width, look }: Run, row: number): string {
  const front = text.trimStart();
  const shown = front.trimEnd();
  if (shown === '') return '';
  const colour = look.foreground === undefined ? FOREGROUND : (palette[look.foreground] ?? FOREGROUND);
  const style = [
    `fill="${look.inverse ? BACKGROUND : colour}"`,
    ...(look.bold ? ['font-weight="bold"'] : []),
    ...(look.dim ? ['opacity="0.65"'] : []),
  ];
  // Blanks at both ends are left out: renderers treat them differently, and they would move the text.
  const blanks = text.length - front.length;
  const cells = width - (text.length - shown.length) * look.width;
  const x = (column + blanks * look.width) * CELL.width;
  const y = row * CELL.height + BASELINE;
  const place = `x="${x}" y="${y}" textLength="${cells * CELL.width}"`;
  return `<text ${place} ${style.join(' ')}>${escaped(shown)}</text>`;
}

function backOf({ column, width, look }: Run, row: number): string {
  if (!look.inverse) return '';
  const colour = look.foreground === undefined ? FOREGROUND : (palette[look.foreground] ?? FOREGROUND);
  const place = `x="${column * CELL.width}" y="${row * CELL.height}"`;
  return `<rect ${place} width="${width * CELL.width}" height="${CELL.height}" fill="${colour}"/>`;
}

/** Draws the cells of a screen. `textLength` holds every run on the grid, whatever font the reader has. */
export function screenAsSvg(
  cells: readonly (readonly Cell[])[],
  { columns, rows }: Size,
  title: string,
): string {
  const width = columns * CELL.width + 2 * MARGIN;
  const height = rows * CELL.height + 2 * MARGIN;
  const drawn = cells.flatMap((line, row) => {
    const runs = runsOf(line);
    return [...runs.map((run) => backOf(run, row)), ...runs.map((run) => textOf(run, row))];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${BACKGROUND}"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})" xml:space="preserve" font-size="${FONT_SIZE}"`,
    '   font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace">',
    ...drawn.filter((element) => element !== ''),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
