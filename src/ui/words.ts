import type { SubjectKind } from '../domain/model/subject.ts';
import { unreachable } from '../domain/result.ts';
import type { SystemIdentity } from '../engine/port.ts';
import type { AttributeFate, MemberFate } from '../engine/run/evidence.ts';
import type { Card, RunEnding, RunRecord, StepId } from '../engine/run/record.ts';
import type { Tone } from './text/line.ts';
import type { Glyphs } from './theme/glyphs.ts';

/** Where a system is, with what must be said about it. */
export const systemPlace = ({ place, warning }: SystemIdentity): string =>
  warning === undefined ? place : `${place} (${warning})`;

/** The titles of the documentation; for groups the noun changes. Source: entra-docs `provision-on-demand`. */
export function stepTitle(step: StepId, kind: SubjectKind): string {
  switch (step) {
    case 'test':
      return 'Test connection';
    case 'import':
      return `Import ${kind}`;
    case 'scope':
      return `Determine if ${kind} is in scope`;
    case 'match':
      return `Match ${kind} between source and target system`;
    case 'action':
      return 'Perform action';
    default:
      return unreachable(step);
  }
}

export type StatusMark = { readonly glyph: string; readonly word: string; readonly tone: Tone };

/** A status is always a glyph and a word, so that it survives without colour. */
export function cardMark(state: Card['state'], glyphs: Glyphs, frame = 0): StatusMark {
  switch (state) {
    case 'waiting':
      return { glyph: glyphs.waiting, word: 'Waiting', tone: 'muted' };
    case 'running':
      return { glyph: glyphs.spinner[frame % glyphs.spinner.length] ?? '', word: 'Running', tone: 'accent' };
    case 'Success':
      return { glyph: glyphs.success, word: 'Success', tone: 'good' };
    case 'Skipped':
      return { glyph: glyphs.skipped, word: 'Skipped', tone: 'muted' };
    case 'Failure':
      return { glyph: glyphs.failure, word: 'Failure', tone: 'bad' };
    case 'Warning':
      return { glyph: glyphs.warning, word: 'Warning', tone: 'warn' };
    default:
      return unreachable(state);
  }
}

/** Yes or no, with glyph and word. */
export function answerMark(
  holds: boolean,
  words: readonly [yes: string, no: string],
  glyphs: Glyphs,
): StatusMark {
  return holds
    ? { glyph: glyphs.success, word: words[0], tone: 'good' }
    : { glyph: glyphs.failure, word: words[1], tone: 'bad' };
}

const attributeFates: Readonly<Record<AttributeFate, string>> = {
  sent: 'Sent',
  unchanged: 'Unchanged',
  kept: 'Kept',
  notFlowed: 'Not flowed',
  refused: 'Refused',
  unknown: 'Unknown',
  invalid: 'Invalid',
};

export function attributeFateWord(fate: AttributeFate, isPreview: boolean): string {
  return fate === 'sent' && isPreview ? 'Would be sent' : attributeFates[fate];
}

const memberFates: Readonly<Record<MemberFate, string>> = {
  added: 'Added',
  alreadyMember: 'Already a member in the target',
  removed: 'Removed',
  notYetProvisioned: 'Not yet provisioned in target',
  notInSourceGroup: 'Not a member of the source group',
  failed: 'Failed',
  lost: 'Lost: nobody asked to remove them',
  restored: 'Lost, and put back after approval',
  wouldAdd: 'Would be added',
  wouldRemove: 'Would be removed',
};

export const memberFateWord = (fate: MemberFate): string => memberFates[fate];

const memberTones: Readonly<Record<MemberFate, Tone>> = {
  added: 'good',
  alreadyMember: 'muted',
  removed: 'warn',
  notYetProvisioned: 'warn',
  notInSourceGroup: 'muted',
  failed: 'bad',
  lost: 'bad',
  restored: 'warn',
  wouldAdd: 'good',
  wouldRemove: 'warn',
};

export const memberFateTone = (fate: MemberFate): Tone => memberTones[fate];

/** How a run ended, in a word, and the state whose glyph and tone it has. */
export const endings: Readonly<Record<RunEnding, { readonly state: Card['state']; readonly word: string }>> =
  {
    succeeded: { state: 'Success', word: 'Success' },
    redundant: { state: 'Skipped', word: 'Skipped' },
    warned: { state: 'Warning', word: 'Warning' },
    skipped: { state: 'Skipped', word: 'Skipped' },
    failed: { state: 'Failure', word: 'Failure' },
    unreachable: { state: 'Failure', word: 'Failure' },
    signInRefused: { state: 'Failure', word: 'Failure' },
    throttled: { state: 'Failure', word: 'Failure' },
    approvalMissing: { state: 'Skipped', word: 'Not written' },
    outcomeUnknown: { state: 'Warning', word: 'Outcome unknown' },
    cancelled: { state: 'Skipped', word: 'Stopped' },
  };

/** The word for how a run ended; one without an ending is still going on, or was cut off. */
export function endingWord({ evidence }: RunRecord): string {
  if (evidence.ending !== undefined) return endings[evidence.ending].word;
  return evidence.cutOff === undefined ? 'Running' : 'Cut off';
}
