/**
 * How a cell looks, as the parameters of one SGR sequence in a fixed order: "1;36", or "" for the terminal's own look.
 * ECMA-48 section 8.3.117.
 */
export type CellStyle = string;

export const PLAIN: CellStyle = '';

/** What can be switched on, each with what switches it off; a code of one slot replaces another of the same slot. */
type Slot = { readonly name: string; readonly off: string };

const slots: readonly Slot[] = [
  { name: 'bold', off: '22' },
  { name: 'dim', off: '22' },
  { name: 'italic', off: '23' },
  { name: 'underline', off: '24' },
  { name: 'inverse', off: '27' },
  { name: 'strike', off: '29' },
  { name: 'colour', off: '39' },
  { name: 'background', off: '49' },
];

const slotOfCode: ReadonlyMap<number, string> = new Map([
  [1, 'bold'],
  [2, 'dim'],
  [3, 'italic'],
  [4, 'underline'],
  [7, 'inverse'],
  [9, 'strike'],
]);

const slotsOfOff: ReadonlyMap<number, readonly string[]> = new Map([
  [22, ['bold', 'dim']],
  [23, ['italic']],
  [24, ['underline']],
  [27, ['inverse']],
  [29, ['strike']],
  [39, ['colour']],
  [49, ['background']],
]);

function slotOf(code: number): string | undefined {
  const named = slotOfCode.get(code);
  if (named !== undefined) return named;
  if ((code >= 30 && code <= 38) || (code >= 90 && code <= 97)) return 'colour';
  return (code >= 40 && code <= 48) || (code >= 100 && code <= 107) ? 'background' : undefined;
}

/** How many parameters belong to a colour that begins at `at`: `38;5;n` has three, `38;2;r;g;b` five. */
function lengthOf(codes: readonly number[], at: number): number {
  const code = codes[at];
  if (code !== 38 && code !== 48) return 1;
  return codes[at + 1] === 2 ? 5 : 3;
}

/** The style after an SGR sequence with these parameters. Parameters that are unknown here change nothing. */
export function restyled(style: CellStyle, parameters: string): CellStyle {
  const held = new Map(slotsOf(style));
  const codes = parameters === '' ? [0] : parameters.split(/[;:]/).map(Number);
  for (let at = 0; at < codes.length; at += lengthOf(codes, at)) {
    const code = codes[at] ?? 0;
    if (code === 0) held.clear();
    for (const name of slotsOfOff.get(code) ?? []) held.delete(name);
    const slot = slotOf(code);
    if (slot !== undefined) held.set(slot, codes.slice(at, at + lengthOf(codes, at)).join(';'));
  }
  return slots.flatMap(({ name }) => held.get(name) ?? []).join(';');
}

function slotsOf(style: CellStyle): readonly (readonly [slot: string, codes: string])[] {
  if (style === PLAIN) return [];
  const codes = style.split(';').map(Number);
  const found: (readonly [string, string])[] = [];
  for (let at = 0; at < codes.length; at += lengthOf(codes, at)) {
    found.push([slotOf(codes[at] ?? 0) ?? '', codes.slice(at, at + lengthOf(codes, at)).join(';')]);
  }
  return found;
}

/** The shortest sequence that turns one style into another; empty when they are the same. */
export function styleChange(from: CellStyle, to: CellStyle): string {
  if (from === to) return '';
  const whole = to === PLAIN ? '\x1b[m' : `\x1b[0;${to}m`;
  const step = `\x1b[${steps(from, to).join(';')}m`;
  return step.length < whole.length ? step : whole;
}

function steps(from: CellStyle, to: CellStyle): readonly string[] {
  const [held, wanted] = [new Map(slotsOf(from)), new Map(slotsOf(to))];
  const offs = slots.filter(({ name }) => held.has(name) && !wanted.has(name)).map(({ off }) => off);
  // Bold and dim are switched off together, so the one that stays has to be switched on again.
  const isLost = (name: string) => (name === 'bold' || name === 'dim') && offs.includes('22');
  const ons = [...wanted].filter(([name, codes]) => held.get(name) !== codes || isLost(name));
  return [...new Set(offs), ...ons.map(([, codes]) => codes)];
}
