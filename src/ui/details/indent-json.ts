/**
 * JSON text with line breaks and margins, every other character as it was: numbers that JavaScript would round and
 * keys that appear twice stay visible. Undefined when the text does not look like JSON.
 */
export function indentJson(text: string): string | undefined {
  if (!/^\s*[{[]/.test(text) || text.includes('\n')) return undefined;
  const tokens = text.match(/"(?:[^"\\]|\\.)*(?:"|\\?$)|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
  return tokens.reduce<Written>(write, { text: '', depth: 0, opened: false }).text;
}

type Written = { readonly text: string; readonly depth: number; readonly opened: boolean };

const newLine = (depth: number): string => `\n${'  '.repeat(Math.min(depth, 20))}`;

function write({ text, depth, opened }: Written, token: string): Written {
  const isClosing = token === '}' || token === ']';
  if (isClosing) {
    const inner = Math.max(0, depth - 1);
    return { text: opened ? text + token : text + newLine(inner) + token, depth: inner, opened: false };
  }
  const before = opened ? newLine(depth) : '';
  if (token === '{' || token === '[') return { text: text + before + token, depth: depth + 1, opened: true };
  if (token === ',') return { text: `${text},${newLine(depth)}`, depth, opened: false };
  if (token === ':') return { text: `${text}: `, depth, opened: false };
  return { text: text + before + token, depth, opened: false };
}
