import type { RunAction } from './record.ts';

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
