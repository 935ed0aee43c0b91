import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translatePattern } from '../../../src/domain/expressions/dotnet-pattern.ts';
import { type PatternTree, readPatternTree } from '../../../src/domain/expressions/pattern/pattern-tree.ts';
import { stepBound } from '../../../src/domain/expressions/pattern/step-bound.ts';

const MOST_COUNTED = 200_000;
class Enough extends Error {}

/**
 * A plain backtracking matcher that counts every visit of an item. Looks only at what decides its time: which units an
 * item takes. References take nothing, and a negative look-around is one that failed.
 */
function countedSteps(tree: PatternTree, text: string): number {
  let steps = 0;
  type Next = (at: number) => boolean;
  const takes = (set: readonly (readonly [number, number])[], place: number) =>
    set.some(([first, last]) => first <= text.charCodeAt(place) && text.charCodeAt(place) <= last);
  const count = () => {
    steps += 1;
    if (steps > MOST_COUNTED) throw new Enough();
  };

  function visit(item: PatternTree, at: number, isBack: boolean, next: Next): boolean {
    count();
    switch (item.kind) {
      case 'set':
        return takeOne(item, at, isBack, next);
      case 'start':
        return at === 0 && next(at);
      case 'reference':
        return next(at);
      case 'look':
        return look(item, at) && next(at);
      case 'sequence':
        return inOrder(isBack ? item.items.toReversed() : item.items, at, isBack, next);
      case 'choice':
        return item.ways.some((way) => visit(way, at, isBack, next));
      default:
        return rounds(item, 0, at, isBack, next);
    }
  }

  function look(item: Extract<PatternTree, { readonly kind: 'look' }>, at: number): boolean {
    return visit(item.body, at, item.direction === 'behind', () => true);
  }

  function takeOne(
    { set }: Extract<PatternTree, { readonly kind: 'set' }>,
    at: number,
    isBack: boolean,
    next: Next,
  ) {
    return isBack ? takes(set, at - 1) && next(at - 1) : takes(set, at) && next(at + 1);
  }

  function inOrder(items: readonly PatternTree[], at: number, isBack: boolean, next: Next): boolean {
    const [first, ...rest] = items;
    return first === undefined
      ? next(at)
      : visit(first, at, isBack, (end) => inOrder(rest, end, isBack, next));
  }

  function rounds(
    item: Extract<PatternTree, { readonly kind: 'repeat' }>,
    done: number,
    at: number,
    isBack: boolean,
    next: Next,
  ): boolean {
    const again = (end: number) =>
      (end !== at || done < item.least) && rounds(item, done + 1, end, isBack, next);
    if (done < item.most && visit(item.body, at, isBack, again)) return true;
    return done >= item.least && next(at);
  }

  for (let start = 0; start <= text.length; start += 1) {
    if (visit(tree, start, false, () => true)) break;
  }
  return steps;
}

const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '\\u0061', 'a', 'b');
const quantifier = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '*?', '{2,}');
const { pattern } = fc.letrec<{ pattern: string; piece: string; group: string }>((tie) => ({
  pattern: fc.array(tie('piece'), { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join('')),
  piece: fc
    .tuple(fc.oneof({ maxDepth: 2 }, atom, tie('group')), quantifier)
    .map(([one, times]) => `${one}${times}`),
  group: fc
    .tuple(fc.constantFrom('(', '(?:', '(?=', '(?!', '(?<='), tie('pattern'), tie('pattern'), fc.boolean())
    .map(([opening, left, right, isChoice]) =>
      opening.length > 2 && opening !== '(?:'
        ? `(?:${opening}${left}))`
        : `${opening}${left}${isChoice ? `|${right}` : ''})`,
    ),
}));
const anchored = fc.tuple(fc.constantFrom('', '^', '(?<![^])'), pattern).map((parts) => parts.join(''));

describe('the bound of steps', () => {
  it('is never less than what backtracking takes', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }).map((units) => units.join(''));

    fc.assert(
      fc.property(anchored, text, (source, value) => {
        const tree = readPatternTree(source);
        if (tree === undefined) throw new Error(`${source} is not read`);
        try {
          // Entering sequences, choices and rounds is counted above and is no step of the engine.
          const counted = countedSteps(tree, value);
          expect(counted).toBeLessThanOrEqual(4 * stepBound(new RegExp(source))(value.length) + 4);
        } catch (error) {
          if (!(error instanceof Enough)) throw error;
          expect(stepBound(new RegExp(source))(value.length)).toBeGreaterThan(MOST_COUNTED / 4);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['(\\.)*$', 1e6],
    ['.*\\@domain.com', 1e6],
    ['([0-9]{5}|C-[0-9]{5})', 1e4],
    ['\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})', 1e6],
    ['(.*?)(?<id>.{0,10})$', 1e7],
    ['^(?!.*(test|svc)).*$', 1e4],
    ['(?i)^(sales|marketing)$', 1e4],
  ])('is small for a pattern of a real schema: %s', (source, most) => {
    const translated = translatePattern(source);

    expect(translated.ok ? stepBound(translated.value)(100) : translated).toBeLessThan(most);
  });

  it.each([
    ['^(a+)+$', 40],
    ['^(a|a)*$', 40],
    [`${'a?'.repeat(30)}${'a'.repeat(30)}c`, 45],
    ['[a-z]*[a-z]*[a-z]*[a-z]*1', 5_000],
    ['[a-z]*1', 200_000],
  ])('is large for a harmful one: %s', (source, length) => {
    expect(stepBound(new RegExp(source))(length)).toBeGreaterThan(1e7);
  });

  it.each([
    ['a flag that changes what matches', /a/i],
    ['a flag that lets ^ match at every line', /^[\s\S]*x/m],
    ['a flag that changes how the source is read', /a/u],
    ['an escape that is not known', /\cA/],
    ['a negated class with a shorthand', /[^\s]*a/],
  ])('proves nothing for %s', (_what, regex) => {
    expect(stepBound(regex)(1)).toBe(Number.POSITIVE_INFINITY);
  });
});
