/** The alternate screen without the cursor (xterm ctlseqs, DECSET 1049 and DECTCEM). */
export const SCREEN_ON = '\x1b[?1049h\x1b[?25l';
export const SCREEN_OFF = '\x1b[m\x1b[?1049l\x1b[?25h';
