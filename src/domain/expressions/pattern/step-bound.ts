import { type CharSet, union } from './char-set.ts';
import { type PatternTree, readPatternTree } from './pattern-tree.ts';

/**
 * How long a backtracking engine may take on a pattern, from the pattern alone.
 *
 *   ways    in how many ways an item can match from one place: what follows it is tried once for each
 *   steps   what all those ways take together
 *
 *   item           ways                              steps
 *   a class        1                                 1
 *   a{2,}b         1: a run of a ends in one way     the length of the run
 *   a*             n + 1, one for each length        n + 1
 *   xy             ways of x * ways of y             steps of x + ways of x * steps of y
 *   x|y            the sum; the larger one where no character can begin both
 *   (x)*           the sum over all numbers of rounds, each multiplying the ways of x
 *
 * Without an anchor each of the n + 1 places may be a new beginning.
 */
type Cost = { readonly ways: number; readonly steps: number };

const atomCost: Cost = { ways: 1, steps: 1 };
/** Nobody waits for so many: no need to count on. */
const HOPELESS: Cost = { ways: Number.POSITIVE_INFINITY, steps: Number.POSITIVE_INFINITY };
const MOST_STEPS = 1e15;

/**
 * Tells for a pattern the most steps that one search, or a walk over all matches, takes on a text of so many UTF-16
 * units. Infinity: nothing is proven, as for the flags i, m, u and v and for constructs that are not known here.
 */
export function stepBound({ source, flags }: RegExp): (length: number) => number {
  const tree = /[imuv]/.test(flags) ? undefined : readPatternTree(source);
  if (tree === undefined) return () => Number.POSITIVE_INFINITY;
  const isAnchored = startsAtStart(tree);
  return (length) => {
    const { steps } = costOf(tree, { length, backwards: false });
    return isAnchored ? steps + length : (length + 1) * steps;
  };
}

function startsAtStart(tree: PatternTree): boolean {
  return tree.kind === 'start' || (tree.kind === 'sequence' && tree.items[0]?.kind === 'start');
}

/** A look-behind is matched from its end to its beginning. */
type Setting = { readonly length: number; readonly backwards: boolean };

function costOf(tree: PatternTree, setting: Setting): Cost {
  switch (tree.kind) {
    case 'set':
    case 'start':
      return atomCost;
    case 'reference':
      return { ways: 1, steps: setting.length + 1 };
    case 'look':
      return {
        ways: 1,
        steps: 1 + costOf(tree.body, { ...setting, backwards: tree.direction === 'behind' }).steps,
      };
    case 'sequence':
      return sequenceCost(tree.items, setting);
    case 'choice':
      return choiceCost(tree.ways, setting);
    default:
      return repeatCost(tree, setting);
  }
}

function sequenceCost(items: readonly PatternTree[], setting: Setting): Cost {
  const ordered = setting.backwards ? items.toReversed() : items;
  let ways = 1;
  let steps = 1;
  for (const [index, item] of ordered.entries()) {
    const cost = costOf(item, setting);
    const next = setting.backwards ? undefined : ordered[index + 1];
    steps += ways * cost.steps;
    // A run that the next item cannot begin within ends in one way; the others fail at the first look.
    if (next !== undefined && endsBefore(item, next)) steps += ways * cost.ways * stepsToFail(next);
    else ways *= cost.ways;
  }
  return { ways, steps };
}

function endsBefore(item: PatternTree, next: PatternTree): boolean {
  const beginning = firstUnits(next);
  const isRun = item.kind === 'repeat' && item.body.kind === 'set';
  return isRun && beginning !== undefined && item.body.kind === 'set' && isDisjoint(item.body.set, beginning);
}

function choiceCost(trees: readonly PatternTree[], setting: Setting): Cost {
  const costs = trees.map((tree) => costOf(tree, setting));
  const ways = costs.map((cost) => cost.ways);
  const isOneWay = !setting.backwards && arePairwiseDisjoint(trees.map(firstUnits));
  return {
    ways: isOneWay ? Math.max(...ways) : ways.reduce((sum, one) => sum + one, 0),
    steps: costs.reduce((sum, { steps }) => sum + steps, 1),
  };
}

function arePairwiseDisjoint(sets: readonly (CharSet | undefined)[]): boolean {
  return sets.every(
    (set, index) =>
      set !== undefined &&
      sets.slice(index + 1).every((other) => other !== undefined && isDisjoint(set, other)),
  );
}

function repeatCost(
  { body, least, most }: Extract<PatternTree, { readonly kind: 'repeat' }>,
  setting: Setting,
): Cost {
  const one = costOf(body, setting);
  const shortest = leastLength(body);
  const longest = shortest > 0 ? Math.floor(setting.length / shortest) + 1 : setting.length + least + 1;
  const rounds = Math.min(most, longest);
  if (one.ways === 1) {
    return { ways: Math.max(1, rounds - least + 1), steps: 1 + (rounds + 1) * (one.steps + 1) };
  }
  let ways = 0;
  let steps = 1;
  let waysSoFar = 1;
  for (let round = 0; round <= rounds; round += 1) {
    if (round >= least) ways += waysSoFar;
    steps += waysSoFar * (one.steps + 1);
    waysSoFar *= one.ways;
    if (steps > MOST_STEPS) return HOPELESS;
  }
  return { ways: Math.max(1, ways), steps };
}

const isDisjoint = (a: CharSet, b: CharSet): boolean =>
  a.every(([first, last]) => b.every(([start, end]) => last < start || end < first));

/** How many units the item takes at least. A reference may stand for nothing. */
function leastLength(tree: PatternTree): number {
  switch (tree.kind) {
    case 'set':
      return 1;
    case 'sequence':
      return tree.items.reduce((sum, item) => sum + leastLength(item), 0);
    case 'choice':
      return Math.min(...tree.ways.map(leastLength));
    case 'repeat':
      return tree.least * leastLength(tree.body);
    default:
      return 0;
  }
}

/** The units of which one must come first, for an item that always takes one; undefined for every other. */
function firstUnits(tree: PatternTree): CharSet | undefined {
  switch (tree.kind) {
    case 'set':
      return tree.set;
    case 'sequence':
      return tree.items[0] && firstUnits(tree.items[0]);
    case 'repeat':
      return tree.least > 0 ? firstUnits(tree.body) : undefined;
    case 'choice': {
      const sets = tree.ways.map(firstUnits);
      return sets.some((set) => set === undefined)
        ? undefined
        : union(...sets.flatMap((set) => (set ? [set] : [])));
    }
    default:
      return undefined;
  }
}

/** The steps until it is clear that an item does not begin at a place: only first units are looked at. */
function stepsToFail(tree: PatternTree): number {
  switch (tree.kind) {
    case 'choice':
      return tree.ways.reduce((sum, way) => sum + stepsToFail(way), 1);
    case 'repeat':
      return 1 + stepsToFail(tree.body);
    case 'sequence':
      return tree.items[0] === undefined ? 1 : stepsToFail(tree.items[0]);
    default:
      return 1;
  }
}
