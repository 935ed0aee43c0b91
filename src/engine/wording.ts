import type { SubjectKind } from '../domain/model/subject.ts';
import type { RunAction } from './record.ts';

/** The noun of cards and sentences: the documentation says "Import user", and "Import group" for groups. */
export const nounOf = (kind: SubjectKind): 'user' | 'group' => kind;

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
