import type { Action } from '../../../session/actions.ts';
import type { Screen, Wizard } from '../../../session/state.ts';
import type { Stroke } from '../strokes/stroke.ts';

/** How much of a list or a page the terminal shows now; only the drawing side knows. */
export type PageMetrics = {
  /** Rows of the list or page that are visible. */
  readonly height: number;
  /** The greatest useful offset of a page that scrolls; 0 when all of it is visible. */
  readonly last: number;
  /** A field of several rows: where its cursor would be, in graphemes, so many rows further down. */
  readonly caretAway?: (rows: number) => number;
};

/** Everything a key may depend on. */
export type KeySituation<S extends Screen = Screen> = {
  readonly wizard: Wizard;
  readonly screen: S;
  readonly page: PageMetrics;
};

/** One row of the key table. Footer, help page, the document of keys and tests are made from it. */
export type Binding<S extends Screen = Screen> = {
  /** Names of strokes; `text` stands for anything typed or pasted. The first is the one to show. */
  readonly keys: readonly string[];
  /** One or two words for the footer; absent: not in the footer. */
  readonly label?: string | ((situation: KeySituation<S>) => string);
  /** A sentence for the help page. */
  readonly help: string;
  /** Absent: always. A binding that does not apply is neither shown nor pressed. */
  readonly applies?: (situation: KeySituation<S>) => boolean;
  readonly action: (situation: KeySituation<S>, text: string) => Action;
};

/** Any text, typed or pasted. */
export const ANY_TEXT = 'text';

/** Names under which a stroke is looked up. A paste is text and never a key; Caps Lock must not disarm a letter. */
function namesOf(stroke: Stroke): readonly string[] {
  if ('key' in stroke) return [stroke.key];
  if (stroke.pasted) return [ANY_TEXT];
  return [stroke.text === ' ' ? 'space' : stroke.text.toLowerCase(), ANY_TEXT];
}

/** The first binding of the table that applies and has the stroke's key. */
export function press<S extends Screen>(
  table: readonly Binding<S>[],
  situation: KeySituation<S>,
  stroke: Stroke,
): Action | undefined {
  for (const name of namesOf(stroke)) {
    const found = table.find(({ keys, applies }) => keys.includes(name) && (applies?.(situation) ?? true));
    if (found !== undefined) return found.action(situation, 'text' in stroke ? stroke.text : '');
  }
  return undefined;
}
