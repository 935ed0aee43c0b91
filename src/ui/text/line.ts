/** What a piece of text means; the theme decides how that looks. */
export type Tone = 'good' | 'bad' | 'warn' | 'muted' | 'accent';

/** A piece of a line. The text may be hostile: it is made safe when the line is laid out. */
export type TextSpan = {
  readonly text: string;
  readonly tone?: Tone;
  readonly bold?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
};

/** One logical line of any length. Rows that it wraps into begin `hang` cells further right. */
export type Line = { readonly spans: readonly TextSpan[]; readonly hang?: number };

export type TextStyle = Omit<TextSpan, 'text'>;

export const span = (text: string, style: TextStyle = {}): TextSpan => ({ ...style, text });

/** A line of plain texts and spans: `line('  ', span(name, { bold: true }))`. */
export function line(...parts: readonly (string | TextSpan)[]): Line {
  return { spans: parts.map((part) => (typeof part === 'string' ? { text: part } : part)) };
}

/** Rows after the first begin `hang` cells further right than the first. */
export function hanging(hang: number, ...parts: readonly (string | TextSpan)[]): Line {
  return { ...line(...parts), hang };
}

export const blank: Line = { spans: [] };

export const plainText = (one: Line): string => one.spans.map(({ text }) => text).join('');

/** The same lines further right. */
export function indented(by: number, lines: readonly Line[]): readonly Line[] {
  const margin = ' '.repeat(by);
  return lines.map((one) =>
    one.spans.length === 0 ? one : { spans: [{ text: margin }, ...one.spans], hang: (one.hang ?? 0) + by },
  );
}
