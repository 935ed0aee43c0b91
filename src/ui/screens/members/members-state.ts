import { MAX_MEMBERS } from '../../../domain/model/subject.ts';
import { tipFor } from '../../../engine/tips.ts';
import type { MembersScreen } from '../../../session/state.ts';
import { hanging, type Line, line, span } from '../../text/line.ts';
import type { Theme } from '../../theme/theme.ts';

/** "2 of 5 selected: Ada Lovelace, Grace Hopper". */
export function chosenLine({ chosen }: MembersScreen): Line {
  const count = span(`${chosen.length} of ${MAX_MEMBERS} selected`, { bold: true });
  if (chosen.length === 0)
    return line(count, span('  None: only the group itself is provisioned.', { tone: 'muted' }));
  return line(count, `: ${chosen.map(({ displayName }) => displayName).join(', ')}`);
}

function failureLines(screen: MembersScreen, theme: Theme): readonly Line[] {
  if (screen.members.state !== 'failed') return [];
  const { failure } = screen.members;
  return [
    hanging(
      2,
      span(`${theme.glyphs.failure} Failure  `, { tone: 'bad' }),
      "Can't read the members of this group.",
    ),
    line(failure.message),
    line(span(`Tip: ${tipFor('import', failure.code)}`, { tone: 'accent' })),
  ];
}

function emptyLines(screen: MembersScreen): readonly Line[] {
  if (screen.field.text !== '') return [line(`Nobody found for "${screen.field.text}".`)];
  if (screen.view === 'all') return [line(span('Type to search.', { tone: 'muted' }))];
  return [
    line('This group has no direct members.'),
    line(span('Continue, and the group is provisioned without members.', { tone: 'muted' })),
  ];
}

/** What stands where the rows would be when there are none. */
export function withoutMembers(screen: MembersScreen, spinner: string, theme: Theme): readonly Line[] {
  if (screen.members.state === 'failed') return failureLines(screen, theme);
  const isWaiting =
    screen.members.state === 'loading' || (screen.view === 'all' && screen.pending !== undefined);
  if (isWaiting) return [line(span(`${spinner} `, { tone: 'accent' }), 'Reading the source')];
  return emptyLines(screen);
}
