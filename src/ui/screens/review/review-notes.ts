import { type App, traitsOf } from '../../../domain/model/app.ts';
import type { SystemIdentity } from '../../../engine/port.ts';
import type { ChosenSubject } from '../../../session/state.ts';

/**
 * What an administrator should know before this run, and nothing that does not touch it.
 * Facts: entra-docs `provision-on-demand` (known limitations), `how-to-on-demand-provision` of cloud sync.
 */
export function reviewNotes(
  app: App,
  chosen: ChosenSubject,
  source: SystemIdentity | undefined,
): readonly string[] {
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
