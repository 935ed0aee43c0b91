import { type App, hasBothKinds } from '../../domain/model/app.ts';
import type { Listing } from '../../domain/model/subject.ts';
import type { Arrival, Intent } from '../actions.ts';
import { noticed, push, type Step, show } from '../stack.ts';
import type { ChosenSubject, DirectoryState, Hits, MembersScreen, SearchScreen, Wizard } from '../state.ts';
import { edit, emptyField, insert } from '../text-field.ts';
import { reviewOf } from './review.ts';
import { personChosen, personSkipped } from './workbench-person.ts';

/** Asks for the hits of what is typed. The turn makes every older answer stale. */
export function ask(wizard: Wizard, screen: SearchScreen): Step {
  const turn = wizard.turn + 1;
  return [
    show({ ...wizard, turn }, { ...screen, pending: turn }),
    { do: 'search', appId: screen.app.id, kind: screen.tab, query: screen.field.text, turn },
  ];
}

/** The search of an app, and what has to be read for it. */
export function openSearch(
  wizard: Wizard,
  purpose: Pick<SearchScreen, 'app' | 'tab' | 'forWorkbench'>,
): Step {
  const screen: SearchScreen = {
    at: 'search',
    field: emptyField,
    directory: { state: 'loading' },
    cursor: 0,
    ...purpose,
  };
  const [asked, ...effects] = ask(push(wizard, screen), screen);
  return [asked, { do: 'loadDirectory', appId: screen.app.id }, ...effects];
}

function openGroup(wizard: Wizard, app: App, group: Listing): Step {
  const turn = wizard.turn + 1;
  const screen: MembersScreen = {
    at: 'members',
    app,
    group,
    view: 'members',
    members: { state: 'loading', turn },
    field: emptyField,
    cursor: 0,
    chosen: [],
  };
  return [push({ ...wizard, turn }, screen), { do: 'loadMembers', appId: app.id, groupId: group.id, turn }];
}

function choose(wizard: Wizard, screen: SearchScreen): Step {
  const hit = screen.hits?.list[screen.cursor];
  const listing = (hit ?? screen.hits?.hidden[0])?.listing;
  if (listing === undefined) return [wizard];
  if (screen.forWorkbench !== undefined) return personChosen(wizard, listing);
  if (hit === undefined) {
    return [noticed(wizard, 'warn', `${listing.displayName} is not offered: ${listing.hiddenBecause}.`)];
  }
  if (listing.kind === 'group') return openGroup(wizard, screen.app, listing);
  const chosen: ChosenSubject = { subject: { kind: 'user', id: listing.id }, listing, members: [] };
  return [push(wizard, reviewOf(screen.app, chosen))];
}

/**
 * Enter while the answer to the last key press is still under way: the rows on the screen belong to an older text, and
 * choosing one of them could choose the wrong person. The choice is made when the answer is there.
 */
function accept(wizard: Wizard, screen: SearchScreen): Step {
  const stale = screen.pending !== undefined && screen.hits?.query !== screen.field.text;
  return stale ? [show(wizard, { ...screen, acceptWhenAnswered: true })] : choose(wizard, screen);
}

/** Typing on takes an Enter back that still waited for its answer: it was meant for the older text. */
function withoutAcceptance(screen: SearchScreen): SearchScreen {
  const { acceptWhenAnswered: _takenBack, ...rest } = screen;
  return rest;
}

/** What a key does on the search screen. */
export function updateSearch(wizard: Wizard, current: SearchScreen, intent: Intent): Step {
  const screen = intent.type === 'row.accepted' ? current : withoutAcceptance(current);
  switch (intent.type) {
    case 'text.typed':
      return ask(wizard, { ...screen, field: insert(screen.field, intent.text), cursor: 0 });
    case 'text.edited': {
      const field = edit(screen.field, intent.edit);
      if (field.text === screen.field.text) return [show(wizard, { ...screen, field })];
      return ask(wizard, { ...screen, field, cursor: 0 });
    }
    case 'tab.switched': {
      if (!hasBothKinds(screen.app.kind)) return [wizard];
      const { hits: _ofTheOtherTab, ...rest } = screen;
      return ask(wizard, { ...rest, tab: screen.tab === 'user' ? 'group' : 'user', cursor: 0 });
    }
    case 'row.accepted':
      return accept(wizard, screen);
    case 'person.skipped':
      return screen.forWorkbench === undefined ? [wizard] : personSkipped(wizard);
    default:
      return [wizard];
  }
}

const isToCome = ({ state }: DirectoryState): boolean => state === 'loading' || state === 'reading';

/** Whether more people can be found than before, so the question has to be asked again. */
export function hasMore(before: DirectoryState, now: DirectoryState): boolean {
  if (now.state === 'ready') return true;
  if (now.state !== 'reading') return false;
  return now.searchable > (before.state === 'reading' ? before.searchable : 0);
}

/** That nobody was found says nothing any more once all people are known: the question is asked again. */
function withoutOldSilence(screen: SearchScreen): SearchScreen {
  const { hits, ...rest } = screen;
  const isSilent = hits?.list.length === 0 && hits.hidden.length === 0 && hits.query !== '';
  return screen.directory.state === 'ready' && isSilent ? rest : screen;
}

/** While the source is read, newer answers to one text come: the cursor stays on who it is on. */
function keptCursor({ hits, cursor }: SearchScreen, newer: Hits): number {
  const current = hits?.query === newer.query ? hits.list[cursor]?.listing : undefined;
  if (current === undefined || cursor === 0) return 0;
  const at = newer.list.findIndex(
    ({ listing }) => listing.id === current.id && listing.kind === current.kind,
  );
  return Math.max(0, at);
}

/** An answer from outside for the search screen; an older one than the open question is dropped. */
export function searchArrival(wizard: Wizard, screen: SearchScreen, arrival: Arrival): Step {
  switch (arrival.type) {
    case 'directory.arrived': {
      if (arrival.appId !== screen.app.id) return [wizard];
      const known = withoutOldSilence({ ...screen, directory: arrival.directory });
      return hasMore(screen.directory, arrival.directory) ? ask(wizard, known) : [show(wizard, known)];
    }
    case 'hits.arrived': {
      if (arrival.turn !== screen.pending) return [wizard];
      const { pending: _answered, acceptWhenAnswered, ...rest } = screen;
      const answered: SearchScreen = {
        ...rest,
        hits: arrival.hits,
        cursor: keptCursor(screen, arrival.hits),
      };
      const shown = show(wizard, answered);
      if (acceptWhenAnswered !== true) return [shown];
      // Not the last word: the question is asked again when more people are known.
      if (isToCome(screen.directory)) return [show(wizard, { ...answered, acceptWhenAnswered })];
      return choose(shown, answered);
    }
    default:
      return [wizard];
  }
}
