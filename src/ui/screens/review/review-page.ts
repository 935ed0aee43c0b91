import { type App, traitsOf } from '../../../domain/model/app.ts';
import type { SubjectKind } from '../../../domain/model/subject.ts';
import type { SystemIdentity } from '../../../engine/port.ts';
import { capitalised, placeOf } from '../../../engine/wording.ts';
import type { ChosenSubject, ReviewScreen } from '../../../session/state.ts';
import { type DetailsPaper, heading, pairs, point } from '../../details/paper.ts';
import { bodySize, isRoomy } from '../../layout/body.ts';
import { paperOf, systemsOf, type View } from '../../layout/view.ts';
import { lastOffset } from '../../layout/window.ts';
import { type Row, wrapLines } from '../../text/lay.ts';
import { blank, hanging, type Line, line, span, type TextSpan } from '../../text/line.ts';
import { systemPlace } from '../../words.ts';
import { fieldLabels } from '../search/hit-row.ts';

/**
 * What an administrator should know before this run, and nothing that does not touch it.
 * Facts: entra-docs `provision-on-demand` (known limitations), `how-to-on-demand-provision` of cloud sync.
 */
function reviewNotes(app: App, chosen: ChosenSubject, source: SystemIdentity | undefined): readonly string[] {
  const { subject } = chosen;
  const isDirectory = source?.files === undefined;
  return [
    ...scopeNotes(app),
    ...(subject.kind === 'group' ? groupNotes(chosen) : userNotes(app)),
    ...(traitsOf(app.kind).usesAssignment && isDirectory
      ? ['A new assignment can take some minutes to be seen: if the run says "not assigned", wait and retry.']
      : []),
  ];
}

function scopeNotes(app: App): readonly string[] {
  if (traitsOf(app.kind).enforcesScopingFilters) {
    return ['Nothing is provisioned that the regular cycle would not provision.'];
  }
  return [
    'Scoping filters are not applied on demand from AD. They are evaluated and shown as information.',
    'The run warns when the regular cycle would leave this user out.',
  ];
}

function userNotes(app: App): readonly string[] {
  const restore = 'A target user who was soft-deleted is not restored; a second account may result.';
  return app.kind === 'entra-to-saas' ? [restore, 'Roles are not provisioned on demand.'] : [restore];
}

function groupNotes({ members }: ChosenSubject): readonly string[] {
  const outsiders = members.filter(({ inGroup }) => !inGroup).map(({ listing }) => listing.displayName);
  return [
    ...(members.length === 0
      ? ['No member is chosen: only the group itself is provisioned.']
      : ['Members that are not chosen are left alone.']),
    ...(outsiders.length === 0
      ? []
      : [
          `Not in the source group: ${outsiders.join(', ')}. Such users are never added; where the target group holds them, you are asked before they are removed.`,
        ]),
    'A member without an account in the target is listed as "not yet provisioned in target", and is not created.',
    'Nested groups are not provisioned.',
  ];
}

const CHOICES = 3;

function subjectRows({ chosen }: ReviewScreen): readonly (readonly [string, TextSpan])[] {
  const { listing, subject } = chosen;
  return [
    [capitalised(subject.kind), span(listing.displayName, { bold: true })],
    ['Id', span(listing.id)],
    ...(listing.note === undefined ? [] : [['Note', span(listing.note, { tone: 'warn' })] as const]),
  ];
}

/** What else the source lists of the object, to tell two people of one name apart. */
function fieldRows({ chosen: { listing } }: ReviewScreen): readonly (readonly [string, TextSpan])[] {
  return listing.fields
    .filter(({ field, value }) => field !== 'displayName' && value !== listing.id)
    .map(({ field, value }) => [capitalised(fieldLabels[field]), span(value)] as const);
}

function sourceText(source: SystemIdentity, kind: SubjectKind): string {
  return `${source.name}, ${systemPlace({ ...source, place: placeOf(source, kind) })}`;
}

function systemRows(view: View, screen: ReviewScreen): readonly (readonly [string, TextSpan])[] {
  const systems = systemsOf(view.wizard, screen.app.id);
  const { workspace } = view.wizard;
  const { kind } = screen.chosen.subject;
  return [
    ['App', span(screen.app.displayName)],
    ['Source', span(systems === undefined ? '' : sourceText(systems.source, kind))],
    [
      'Target',
      span(systems === undefined ? '' : `${systems.target.name}, ${systemPlace(systems.target)}`, {
        bold: true,
      }),
    ],
    ['Workspace', span(workspace.sample ? `${workspace.name} (sample data)` : workspace.name)],
  ];
}

function memberLines(screen: ReviewScreen): readonly Line[] {
  const { members } = screen.chosen;
  if (members.length === 0) return [];
  return [
    blank,
    heading(`Members (${members.length})`),
    ...members.map(({ listing, inGroup }) =>
      hanging(
        4,
        inGroup ? span('MEMBER      ', { tone: 'good' }) : span('Not a member', { tone: 'warn' }),
        `  ${listing.displayName}`,
        span(`  ${listing.id}`, { tone: 'muted' }),
      ),
    ),
  ];
}

function reviewLines(view: View, screen: ReviewScreen, paper: DetailsPaper): readonly Line[] {
  return [
    ...pairs(paper, [...subjectRows(screen), ...systemRows(view, screen)]),
    ...memberLines(screen),
    blank,
    line(span('Good to know', { bold: true })),
    ...reviewNotes(screen.app, screen.chosen, systemsOf(view.wizard, screen.app.id)?.source).map((note) =>
      point(paper, note),
    ),
    blank,
    ...pairs(paper, fieldRows(screen)),
  ];
}

export function reviewRows(view: View, screen: ReviewScreen): readonly Row[] {
  return wrapLines(reviewLines(view, screen, paperOf(view)), view.size.columns, view.theme);
}

/** Rows for the text: the choices below it are always there. */
export function reviewHeight(view: View): number {
  const body = bodySize(view);
  return Math.max(1, body.rows - CHOICES - (isRoomy(body) ? 1 : 0));
}

export function reviewMetrics(view: View, screen: ReviewScreen) {
  const height = reviewHeight(view);
  return { height, last: lastOffset(reviewRows(view, screen).length, height) };
}
