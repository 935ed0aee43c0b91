import type { TraceNode } from '../../domain/expressions/trace.ts';
import { REDACTED } from '../../domain/model/value.ts';

/** A longer text is not read on a screen, and must not have to be laid out for every frame. */
const LONGEST_TEXT = 1_000;
export const MOST_ITEMS = 100;

export const shownText = (text: string): string =>
  text.length <= LONGEST_TEXT
    ? text
    : `${text.slice(0, LONGEST_TEXT)}... (${text.length.toLocaleString('en')} characters)`;

export function shownItems(items: readonly string[]): readonly string[] {
  const shown = items.slice(0, MOST_ITEMS).map(shownText);
  return items.length <= MOST_ITEMS
    ? shown
    : [...shown, `... and ${(items.length - MOST_ITEMS).toLocaleString('en')} more`];
}

/** What a message would say may be a value that must not be seen. */
export const HIDDEN_MESSAGE = 'It cannot be evaluated; the message is hidden, because it may show a secret.';

/** Which values must not be seen: those of some attributes with all that is made of them, or every one. */
export type Hiding = { readonly attributes: ReadonlySet<string>; readonly all: boolean };

const isHiddenLeaf = ({ expression }: TraceNode, { attributes, all }: Hiding): boolean =>
  all || (expression.startsWith('[') && attributes.has(expression.slice(1, -1)));

function shownValue({ value }: TraceNode): Pick<TraceNode, 'value'> {
  if (value === undefined) return {};
  return { value: typeof value === 'string' ? shownText(value) : shownItems(value) };
}

/** The same trace without what must not be seen, and with long values cut. */
export function shownTrace(node: TraceNode, hiding: Hiding): TraceNode {
  const children = node.children.map((child) => shownTrace(child, hiding));
  const isHidden =
    node.redacted === true ||
    isHiddenLeaf(node, hiding) ||
    children.some(({ redacted }) => redacted === true);
  if (!isHidden) return { ...node, ...shownValue(node), children };
  return {
    ...node,
    ...(node.value === undefined ? {} : { value: REDACTED }),
    ...(node.error === undefined ? {} : { error: { ...node.error, message: HIDDEN_MESSAGE } }),
    redacted: true,
    children,
  };
}
