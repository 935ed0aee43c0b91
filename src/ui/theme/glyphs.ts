/** The characters we draw with. Every one has a form within 0x20-0x7E. */
export type Glyphs = {
  readonly pointer: string;
  readonly success: string;
  readonly failure: string;
  readonly warning: string;
  readonly skipped: string;
  readonly waiting: string;
  readonly spinner: readonly string[];
  readonly chosen: string;
  readonly unchosen: string;
  readonly unavailable: string;
  readonly arrow: string;
  readonly ellipsis: string;
  readonly dot: string;
  readonly rule: string;
  readonly up: string;
  readonly down: string;
};

export const unicodeGlyphs: Glyphs = {
  pointer: '❯',
  success: '✓',
  failure: '✗',
  warning: '!',
  skipped: '–',
  waiting: '·',
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
  chosen: '[✓]',
  unchosen: '[ ]',
  unavailable: ' – ',
  arrow: '→',
  ellipsis: '…',
  dot: '·',
  rule: '─',
  up: '↑',
  down: '↓',
};

export const asciiGlyphs: Glyphs = {
  pointer: '>',
  success: '+',
  failure: 'x',
  warning: '!',
  skipped: '-',
  waiting: '.',
  spinner: ['|', '/', '-', '\\'],
  chosen: '[x]',
  unchosen: '[ ]',
  unavailable: ' - ',
  arrow: '->',
  ellipsis: '...',
  dot: '-',
  rule: '-',
  up: '^',
  down: 'v',
};
