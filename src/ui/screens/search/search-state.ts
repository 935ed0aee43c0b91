import { type App, traitsOf } from '../../../domain/model/app.ts';
import { tipFor } from '../../../engine/tips.ts';
import type { Hit } from '../../../search/answer.ts';
import type { SearchScreen } from '../../../session/state.ts';
import { hanging, type Line, line, span } from '../../text/line.ts';
import type { Theme } from '../../theme/theme.ts';

/** "WorkerID or WID". */
const alternatives = (words: readonly string[]): string => words.join(' or ');

/** What can be typed, as the source allows it. */
export function searchHint({ app, directory, tab }: SearchScreen): string {
  const exact = alternatives(exactIds(app, tab));
  if (directory.state === 'ready' && directory.finding === 'exact-id-only') return `Exactly the ${exact}.`;
  return `Any part of a name or mail, or exactly the ${exact}.`;
}

function exactIds(app: App, tab: SearchScreen['tab']): readonly string[] {
  const { exactIds: all } = traitsOf(app.kind);
  return tab === 'group' ? all.filter((id) => id !== 'user principal name') : all;
}

function failureLines(screen: SearchScreen, theme: Theme): readonly Line[] {
  if (screen.directory.state !== 'failed') return [];
  const { failure } = screen.directory;
  return [
    hanging(2, span(`${theme.glyphs.failure} Failure  `, { tone: 'bad' }), "Can't read the source."),
    line(failure.message),
    line(span(`Tip: ${tipFor('import', failure.code)}`, { tone: 'accent' })),
  ];
}

/** An exact id of somebody who is not offered gets its reason, not silence. The workbench takes them: it runs nothing. */
export function hiddenLines(
  hidden: readonly Hit[],
  { theme, forWorkbench }: { readonly theme: Theme; readonly forWorkbench: boolean },
): readonly Line[] {
  return hidden.map(({ listing }) =>
    hanging(
      2,
      span(`${theme.glyphs.skipped} `, { tone: 'warn' }),
      span(listing.displayName, { bold: true }),
      forWorkbench
        ? ` is not offered for a run (${listing.hiddenBecause ?? ''}); Enter takes it for the trial.`
        : ` is not offered: ${listing.hiddenBecause ?? ''}`,
    ),
  );
}

export type Waiting = { readonly spinner: string; readonly isSlow: boolean };

function loadingLines(waiting: Waiting): readonly Line[] {
  const first = line(span(`${waiting.spinner} `, { tone: 'accent' }), 'Reading the source');
  if (!waiting.isSlow) return [first];
  return [first, line(span('The source is slow to answer. What you type is kept.', { tone: 'warn' }))];
}

function noneFound(screen: SearchScreen, query: string): readonly Line[] {
  return [
    line(`No ${screen.tab} found for "${query}".`),
    line(
      span(`Check the spelling, or type exactly the ${alternatives(exactIds(screen.app, screen.tab))}.`, {
        tone: 'muted',
      }),
    ),
  ];
}

/** What stands where the hits would be when there are none. */
export function withoutHits(screen: SearchScreen, waiting: Waiting, theme: Theme): readonly Line[] {
  const { directory, hits } = screen;
  if (directory.state === 'failed') return failureLines(screen, theme);
  if (directory.state === 'loading') return loadingLines(waiting);
  if (directory.state === 'reading' && hits !== undefined && hits.query !== '' && hits.hidden.length === 0) {
    return [line(`No ${screen.tab} found for "${hits.query}" so far.`)];
  }
  if (hits === undefined && screen.field.text !== '') return [line(span('Searching', { tone: 'muted' }))];
  if (hits === undefined || hits.query === '') return [line(span('Type to search.', { tone: 'muted' }))];
  return hits.hidden.length > 0 ? [] : noneFound(screen, hits.query);
}

const digits = new Intl.NumberFormat('en');

/** "12 found", "340 found, the best 60 are listed", and how far the source is read while it is. */
export function hitCount(screen: SearchScreen): string {
  return [foundText(screen), readText(screen)].filter((text) => text !== '').join('; ');
}

function foundText({ hits }: SearchScreen): string {
  if (hits === undefined || hits.list.length === 0) return '';
  const total = digits.format(hits.total);
  if (hits.total > hits.list.length) {
    const which = hits.query === '' ? 'first' : 'best';
    return `${total} found, the ${which} ${hits.list.length} listed`;
  }
  return `${total} found`;
}

/** "412,000 of about 1,000,000 read": those that are found already, lest somebody is missed who was read long ago. */
function readText({ directory }: SearchScreen): string {
  if (directory.state !== 'reading') return '';
  const read = digits.format(directory.searchable);
  if (directory.share <= 0) return `${read} read`;
  return `${read} of about ${digits.format(rounded(directory.read / directory.share))} read`;
}

/** How many there are is known only when all of them were read: two digits are as much as the beginning tells. */
function rounded(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return Math.round(count / unit) * unit;
}
