import { type CaseObject, isObject } from './shapes.ts';

/** One place where a result is not what a case expects. Both sides are plain JSON; undefined is nothing at all. */
export type CaseDifference = {
  /** What is compared: `result`, `result[1].displayName`, `parsed.parameters[0].key`, `clauses[2].result`. */
  readonly path: string;
  readonly expected: unknown;
  readonly got: unknown;
  /** What is not plain from the two values. */
  readonly hint?: string;
};

export type CaseComparison = {
  readonly path: string;
  readonly expected: unknown;
  readonly got: unknown;
  /** Objects may have more properties than are expected. */
  readonly partial?: true;
};

/** Every difference of two JSON values; the order of the keys of an object does not matter. */
export function caseDifferences(comparison: CaseComparison): readonly CaseDifference[] {
  const { path, expected, got } = comparison;
  if (Array.isArray(expected) && Array.isArray(got)) return listDifferences(comparison, expected, got);
  if (isObject(expected) && isObject(got)) return objectDifferences(comparison, expected, got);
  return Object.is(expected, got) ? [] : [{ path, expected, got }];
}

function listDifferences(
  comparison: CaseComparison,
  expected: readonly unknown[],
  got: readonly unknown[],
): readonly CaseDifference[] {
  const longest = expected.length > got.length ? expected : got;
  return longest.flatMap((_, index) =>
    caseDifferences({
      ...comparison,
      path: `${comparison.path}[${index}]`,
      expected: expected[index],
      got: got[index],
    }),
  );
}

function objectDifferences(
  comparison: CaseComparison,
  expected: CaseObject,
  got: CaseObject,
): readonly CaseDifference[] {
  const wanted = new Map(Object.entries(expected));
  const found = new Map(Object.entries(got));
  const names = comparison.partial === true ? wanted.keys() : new Set([...wanted.keys(), ...found.keys()]);
  return [...names].flatMap((name) =>
    caseDifferences({
      ...comparison,
      path: `${comparison.path}.${name}`,
      expected: wanted.get(name),
      got: found.get(name),
    }),
  );
}

const LONGEST_SHOWN = 160;
const SHOWN_BEFORE = 40;

/** Text in quotes, everything else as JSON; of something long only the part around `from`, with its whole length. */
function shown(value: unknown, from: number): string {
  if (value === undefined) return 'nothing';
  const whole = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  if (whole.length <= LONGEST_SHOWN) return whole;
  const start = Math.max(0, from - SHOWN_BEFORE);
  const part = whole.slice(start, start + LONGEST_SHOWN);
  const end = start + LONGEST_SHOWN < whole.length ? '...' : '';
  return `${start > 0 ? '...' : ''}${part}${end} (${whole.length} characters)`;
}

/** The first character, in UTF-16 units from 0, in which two texts differ. */
function firstDifference(expected: string, got: string): number {
  const shorter = Math.min(expected.length, got.length);
  for (let index = 0; index < shorter; index++) {
    if (expected[index] !== got[index]) return index;
  }
  return shorter;
}

/** A character with its code point, because blanks, look-alikes and combining marks cannot be told apart by eye. */
function character(text: string, index: number): string {
  const code = text.codePointAt(index);
  if (code === undefined) return 'the end';
  return `"${String.fromCodePoint(code)}" (U+${code.toString(16).toUpperCase().padStart(4, '0')})`;
}

/** Nothing where the texts have no beginning in common and only letters that can be told apart. */
function textHint(expected: string, got: string, at: number): string | undefined {
  const isPlain = /^[!-~]/.test(expected) && /^[!-~]/.test(got);
  if (at === 0 && isPlain) return undefined;
  const [wanted, found] = [character(expected, at), character(got, at)];
  return `they differ from character ${at + 1} on: ${wanted} is expected, and there is ${found}`;
}

/** One difference for people: what is compared, what is expected, what there is, and for texts where they part. */
export function differenceLines({ path, expected, got, hint }: CaseDifference): readonly string[] {
  const texts = typeof expected === 'string' && typeof got === 'string' ? { expected, got } : undefined;
  const at = texts === undefined ? 0 : firstDifference(texts.expected, texts.got);
  const remark = hint ?? (texts && textHint(texts.expected, texts.got, at));
  return [
    path,
    `  expected: ${shown(expected, at)}`,
    `  got:      ${shown(got, at)}`,
    ...(remark === undefined ? [] : [`  ${remark}`]),
  ];
}
