import type { Binding, KeySituation } from './binding.ts';

/** A page less one row, so that the eye finds the row it was at. */
const pageOf = ({ page }: KeySituation): number => Math.max(1, page.height - 1);

export const listBindings: readonly Binding[] = [
  { keys: ['up'], help: 'One row up.', action: () => ({ type: 'cursor.moved', by: -1 }) },
  { keys: ['down'], help: 'One row down.', action: () => ({ type: 'cursor.moved', by: 1 }) },
  { keys: ['pageup'], help: 'One page up.', action: (now) => ({ type: 'cursor.moved', by: -pageOf(now) }) },
  {
    keys: ['pagedown'],
    help: 'One page down.',
    action: (now) => ({ type: 'cursor.moved', by: pageOf(now) }),
  },
  { keys: ['home'], help: 'To the first row.', action: () => ({ type: 'cursor.jumped', to: 'first' }) },
  { keys: ['end'], help: 'To the last row.', action: () => ({ type: 'cursor.jumped', to: 'last' }) },
];

const scrolled = (situation: KeySituation, by: number) =>
  ({ type: 'page.scrolled', by, last: situation.page.last }) as const;

const hasMore = ({ page }: KeySituation): boolean => page.last > 0;

/** Scrolling where the arrows move something else. */
export const pagingBindings: readonly Binding[] = [
  {
    keys: ['pagedown'],
    label: 'read on',
    help: 'Scroll the text one page down.',
    applies: hasMore,
    action: (now) => scrolled(now, pageOf(now)),
  },
  {
    keys: ['pageup'],
    help: 'Scroll the text one page up.',
    applies: hasMore,
    action: (now) => scrolled(now, -pageOf(now)),
  },
];

export const scrollingBindings: readonly Binding[] = [
  {
    keys: ['pagedown', 'space'],
    label: 'read on',
    help: 'One page down.',
    applies: hasMore,
    action: (now) => scrolled(now, pageOf(now)),
  },
  { keys: ['pageup'], help: 'One page up.', applies: hasMore, action: (now) => scrolled(now, -pageOf(now)) },
  { keys: ['up'], help: 'One line up.', applies: hasMore, action: (now) => scrolled(now, -1) },
  { keys: ['down'], help: 'One line down.', applies: hasMore, action: (now) => scrolled(now, 1) },
  {
    keys: ['home'],
    help: 'To the beginning.',
    applies: hasMore,
    action: (now) => scrolled(now, -now.page.last),
  },
  { keys: ['end'], help: 'To the end.', applies: hasMore, action: (now) => scrolled(now, now.page.last) },
];
