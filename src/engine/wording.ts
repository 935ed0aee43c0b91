import type { SubjectKind } from '../domain/model/subject.ts';
import type { SystemIdentity } from './port.ts';
import type { RunAction } from './run/record.ts';

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const pastTense: Record<RunAction, string> = {
  Create: 'created',
  Update: 'updated',
  Delete: 'deleted',
  Disable: 'disabled',
  Other: 'left as it is',
};

export const done = (action: RunAction): string => pastTense[action];

const infinitives: Record<RunAction, string> = {
  Create: 'create',
  Update: 'update',
  Delete: 'delete',
  Disable: 'disable',
  Other: 'change',
};

export const toDo = (action: RunAction): string => infinitives[action];

/** Where a system holds the objects of one kind: groups may stand in a file of their own. */
export const placeOf = ({ place, files }: SystemIdentity, kind: SubjectKind): string =>
  files?.[kind] ?? place;
