import { keyName, type Modifiers, type Stroke, xtermModifiers } from './stroke.ts';

/**
 * Escape sequences that terminals send for keys. Sources: xterm ctlseqs ("PC-Style Function Keys", "VT220-Style
 * Function Keys", modifyOtherKeys), console_codes(4) for the Linux console, the rxvt reference, and the kitty
 * keyboard protocol for `CSI … u`. A sequence that is not listed is a stroke of nothing: it is swallowed whole.
 */
const finalLetters = new Map([
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['H', 'home'],
  ['F', 'end'],
  ['P', 'f1'],
  ['Q', 'f2'],
  ['R', 'f3'],
  ['S', 'f4'],
]);

const tildeNumbers = new Map([
  [1, 'home'],
  [2, 'insert'],
  [3, 'delete'],
  [4, 'end'],
  [5, 'pageup'],
  [6, 'pagedown'],
  [7, 'home'],
  [8, 'end'],
  [11, 'f1'],
  [12, 'f2'],
  [13, 'f3'],
  [14, 'f4'],
  [15, 'f5'],
  [17, 'f6'],
  [18, 'f7'],
  [19, 'f8'],
  [20, 'f9'],
  [21, 'f10'],
  [23, 'f11'],
  [24, 'f12'],
]);

const namedCodePoints = new Map([
  [9, 'tab'],
  [13, 'enter'],
  [27, 'escape'],
  [127, 'backspace'],
]);

const linuxFunctionKeys = new Map([
  ['A', 'f1'],
  ['B', 'f2'],
  ['C', 'f3'],
  ['D', 'f4'],
  ['E', 'f5'],
]);

const rxvtArrows = new Map([
  ['a', 'up'],
  ['b', 'down'],
  ['c', 'right'],
  ['d', 'left'],
]);

const plain: Modifiers = { ctrl: false, alt: false, shift: false };

/** A key that was reported by its code point, with modifiers: `CSI 13;5u`, `CSI 27;5;13~`. */
function byCodePoint(code: number | undefined, modifiers: Modifiers): Stroke | undefined {
  if (code === undefined || code > 0x10ffff) return undefined;
  const named = namedCodePoints.get(code);
  if (named !== undefined) return { key: keyName(named, modifiers) };
  if (code < 0x20 || (code > 0x7e && code < 0xa0) || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  const character = String.fromCodePoint(code);
  if (modifiers.ctrl || modifiers.alt) {
    return { key: keyName(character.toLowerCase(), { ...modifiers, shift: false }) };
  }
  return { text: character, pasted: false };
}

function tildeKey(numbers: readonly (number | undefined)[], modifiers: Modifiers): Stroke | undefined {
  const [first, , third] = numbers;
  if (first === 27) return byCodePoint(third, modifiers);
  const name = tildeNumbers.get(first ?? 0);
  return name === undefined ? undefined : { key: keyName(name, modifiers) };
}

/** `parameters` and `final` of `CSI parameters final`; undefined for a sequence that is no key of ours. */
export function controlSequenceKey(parameters: string, final: string): Stroke | undefined {
  if (!/^[\d;:]*$/.test(parameters)) return undefined;
  const numbers = parameters.split(';').map((part) => (part === '' ? undefined : Number.parseInt(part, 10)));
  const modifiers = xtermModifiers(numbers[1]);
  if (final === '~') return tildeKey(numbers, modifiers);
  if (final === '^') return tildeKey(numbers, { ...plain, ctrl: true });
  if (final === '$') return tildeKey(numbers, { ...plain, shift: true });
  if (final === 'u') return byCodePoint(numbers[0], modifiers);
  if (final === 'Z') return { key: 'shift+tab' };
  const rxvt = rxvtArrows.get(final);
  if (rxvt !== undefined) return { key: keyName(rxvt, { ...plain, shift: true }) };
  const name = finalLetters.get(final);
  // `CSI 24;80R` is the answer to "where is the cursor?", not F3: a key has no other first number than 1.
  if (name === undefined || (numbers[0] ?? 1) !== 1) return undefined;
  return { key: keyName(name, modifiers) };
}

/** The Linux console sends `CSI [ A` to `CSI [ E` for F1 to F5. */
export function linuxConsoleKey(letter: string): Stroke | undefined {
  const key = linuxFunctionKeys.get(letter);
  return key === undefined ? undefined : { key };
}

/** The keypad in application mode: `SS3 p` is 0, `SS3 y` is 9. */
function keypadText(final: string): string | undefined {
  if (final >= 'p' && final <= 'y') return String(final.charCodeAt(0) - 'p'.charCodeAt(0));
  return new Map([
    ['j', '*'],
    ['k', '+'],
    ['m', '-'],
    ['n', '.'],
    ['o', '/'],
  ]).get(final);
}

/** `SS3 final`, with the modifier some terminals put between ("ESC O 5 P"). */
export function singleShiftKey(modifier: string, final: string): Stroke | undefined {
  if (final === 'M') return { key: 'enter' };
  if (final === 'I') return { key: 'tab' };
  const rxvt = rxvtArrows.get(final);
  if (rxvt !== undefined) return { key: keyName(rxvt, { ...plain, ctrl: true }) };
  const text = keypadText(final);
  if (text !== undefined) return { text, pasted: false };
  const name = finalLetters.get(final);
  const modifiers = xtermModifiers(modifier === '' ? undefined : Number.parseInt(modifier, 10));
  return name === undefined ? undefined : { key: keyName(name, modifiers) };
}

/** One C0 control character or DEL as a key. Both 0x7F and 0x08 are Backspace, both CR and LF are Enter. */
export function controlKey(character: string): Stroke {
  const code = character.charCodeAt(0);
  if (character === '\r' || character === '\n') return { key: 'enter' };
  if (character === '\t') return { key: 'tab' };
  if (code === 0x7f || code === 0x08) return { key: 'backspace' };
  if (code === 0) return { key: 'ctrl+space' };
  return { key: `ctrl+${String.fromCharCode(code + 0x60).toLowerCase()}` };
}
