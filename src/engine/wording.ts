import type { Entry } from '../domain/model/entry.ts';
import type { SubjectKind } from '../domain/model/subject.ts';
import { displayText } from '../domain/model/value.ts';
import type { SystemIdentity } from './port.ts';
import type { RunAction } from './run/record.ts';

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "1 member", "2 members". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

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

/** Where a system holds the objects of one kind: groups may be in a file of their own. */
export const placeOf = ({ place, files }: SystemIdentity, kind: SubjectKind): string =>
  files?.[kind] ?? place;

function firstText({ attributes, ref }: Entry, names: readonly string[]): string {
  const texts = names.map((name) => displayText(attributes.get(name)));
  return texts.find((text) => text !== undefined && text !== '') ?? ref;
}

/** The name a person knows a source object by. */
export const nameOf = (entry: Entry): string =>
  firstText(entry, ['displayName', 'PreferredNameData', 'cn', 'userPrincipalName']);

/** The name of a target object; systems call it differently. */
export const nameOfTarget = (entry: Entry): string =>
  firstText(entry, [
    'userName',
    'userPrincipalName',
    'UserPrincipalName',
    'displayName',
    'DisplayName',
    'cn',
  ]);

/** A target object by its name and its immutable id. */
export const nameAndId = (entry: Entry): string => `${nameOfTarget(entry)} (${entry.ref})`;
