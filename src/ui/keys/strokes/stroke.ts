/**
 * One thing a person did at the keyboard. Keys have names ("enter", "up", "ctrl+alt+left"); a printable character is
 * text of one grapheme; a paste is text of any length and never a key, so that pasted letters cannot press shortcuts.
 */
export type Stroke = { readonly key: string } | { readonly text: string; readonly pasted: boolean };

export type Modifiers = { readonly ctrl: boolean; readonly alt: boolean; readonly shift: boolean };

/** The name of a key with its modifiers, always in the order ctrl, alt, shift. */
export function keyName(name: string, modifiers: Modifiers): string {
  const parts = [
    ...(modifiers.ctrl ? ['ctrl'] : []),
    ...(modifiers.alt ? ['alt'] : []),
    ...(modifiers.shift ? ['shift'] : []),
    name,
  ];
  return parts.join('+');
}

/** xterm counts modifiers as 1 + shift 1 + alt 2 + ctrl 4 (xterm ctlseqs, "PC-Style Function Keys"). */
export function xtermModifiers(parameter: number | undefined): Modifiers {
  const bits = Math.max(0, (parameter ?? 1) - 1);
  return { shift: (bits & 1) !== 0, alt: (bits & 2) !== 0, ctrl: (bits & 4) !== 0 };
}
