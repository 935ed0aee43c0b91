import { MAX_MEMBERS } from '../../domain/model/subject.ts';
import type { Arrival, Intent } from '../actions.ts';
import { isDirectMember, longList, type MemberRow, memberRows } from '../member-rows.ts';
import { noticed, push, type Step, show } from '../stack.ts';
import type { ChosenSubject, FoundMembers, MembersScreen, Wizard } from '../state.ts';
import { edit, insert } from '../text-field.ts';
import { reviewOf } from './review.ts';

/**
 * "View all users" asks the directory. "View members only" filters what is known, and drops an open question, unless
 * the list is so long that it is asked as well.
 */
export function askForUsers(wizard: Wizard, screen: MembersScreen): Step {
  const turn = wizard.turn + 1;
  const asking = (): Wizard => show({ ...wizard, turn }, { ...screen, pending: turn });
  const query = screen.field.text;
  if (screen.view === 'all') {
    return [asking(), { do: 'search', appId: screen.app.id, kind: 'user', query, turn }];
  }
  const list = longList(screen);
  if (list !== undefined && query.trim() !== '')
    return [asking(), { do: 'searchMembers', list, query, turn }];
  const { pending: _dropped, found: _older, ...rest } = screen;
  return [show(wizard, rest)];
}

function toggle(wizard: Wizard, screen: MembersScreen, row: MemberRow): Step {
  const { listing } = row;
  if (screen.chosen.some(({ id }) => id === listing.id)) {
    return [show(wizard, { ...screen, chosen: screen.chosen.filter(({ id }) => id !== listing.id) })];
  }
  if (row.refusedBecause !== undefined) {
    return [noticed(wizard, 'warn', `${listing.displayName} cannot be selected: ${row.refusedBecause}.`)];
  }
  if (screen.chosen.length >= MAX_MEMBERS) {
    const text = `At most ${MAX_MEMBERS} members can be provisioned with a group at a time. Deselect one first.`;
    return [noticed(wizard, 'warn', text)];
  }
  const added = show(wizard, { ...screen, chosen: [...screen.chosen, listing] });
  if (row.inGroup) return [added];
  const text = `${listing.displayName} is not a direct member: never added, and removed if the target group has them.`;
  return [noticed(added, 'warn', text)];
}

function goOn(wizard: Wizard, screen: MembersScreen): Step {
  if (screen.members.state !== 'ready') return [noticed(wizard, 'warn', 'The members are not known yet.')];
  const { list } = screen.members;
  const chosen: ChosenSubject = {
    subject: { kind: 'group', id: screen.group.id, members: screen.chosen.map(({ id }) => id) },
    listing: screen.group,
    members: screen.chosen.map((listing) => ({ listing, inGroup: isDirectMember(list, listing.id) })),
  };
  return [push(wizard, reviewOf(screen.app, chosen))];
}

const isStale = ({ view, pending, hits, found, field }: MembersScreen): boolean =>
  pending !== undefined && (view === 'all' ? hits : found)?.query !== field.text;

/** What a key does in the member picker. */
export function updateMembers(wizard: Wizard, screen: MembersScreen, intent: Intent): Step {
  switch (intent.type) {
    case 'text.typed':
      return askForUsers(wizard, { ...screen, field: insert(screen.field, intent.text), cursor: 0 });
    case 'text.edited': {
      const field = edit(screen.field, intent.edit);
      if (field.text === screen.field.text) return [show(wizard, { ...screen, field })];
      return askForUsers(wizard, { ...screen, field, cursor: 0 });
    }
    case 'tab.switched':
      return askForUsers(wizard, {
        ...screen,
        view: screen.view === 'members' ? 'all' : 'members',
        cursor: 0,
      });
    case 'member.toggled': {
      // Rows of an older text are on the screen: the one under the cursor may be somebody else in a moment.
      if (isStale(screen)) return [wizard];
      const row = memberRows(screen).at(screen.cursor);
      return row === undefined ? [wizard] : toggle(wizard, screen, row);
    }
    case 'row.accepted':
      return goOn(wizard, screen);
    default:
      return [wizard];
  }
}

function answered(screen: MembersScreen, found: FoundMembers): MembersScreen {
  const cursor = screen.found?.query === found.query ? Math.min(screen.cursor, found.list.length) : 0;
  if (!found.isWhole) return { ...screen, found, cursor };
  const { pending: _answered, ...rest } = screen;
  return { ...rest, found, cursor };
}

/** The members, or hits of "View all users"; older answers are dropped. */
export function membersArrival(wizard: Wizard, screen: MembersScreen, arrival: Arrival): Step {
  const waitingFor = screen.members.state === 'loading' ? screen.members.turn : undefined;
  switch (arrival.type) {
    case 'members.arrived':
      if (arrival.turn !== waitingFor) return [wizard];
      return [show(wizard, { ...screen, members: { state: 'ready', list: arrival.list } })];
    case 'memberHits.arrived':
      // The question stays open while the list is still being prepared: more answers to it come.
      if (arrival.turn !== screen.pending) return [wizard];
      return [show(wizard, answered(screen, arrival.found))];
    case 'members.failed':
      if (arrival.turn !== waitingFor) return [wizard];
      return [show(wizard, { ...screen, members: { state: 'failed', failure: arrival.failure } })];
    case 'hits.arrived': {
      if (arrival.turn !== screen.pending) return [wizard];
      const { pending: _answered, ...rest } = screen;
      return [show(wizard, { ...rest, hits: arrival.hits, cursor: 0 })];
    }
    default:
      return [wizard];
  }
}
