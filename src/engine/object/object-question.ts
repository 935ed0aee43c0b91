import type { Entry } from '../../domain/model/entry.ts';
import { nameOf } from '../steps/import.ts';
import { nameOfTarget } from '../steps/match.ts';
import { type ObjectResult, untouched } from './object-result.ts';

export const named = (entry: Entry): string => `${nameOfTarget(entry)} (${entry.ref})`;

/** Who, by name and by immutable id, and why: everything an answer at night needs. */
export function askFor(about: {
  readonly verb: 'Disable' | 'Delete';
  readonly source: Entry;
  readonly entry: Entry;
  readonly reason: string;
}): string {
  const { verb, source, entry, reason } = about;
  return `${verb} ${nameOf(source)}, ${named(entry)}? Reason: ${reason}.`;
}

export function declined(entry: Entry, verb: string): ObjectResult {
  const sentence = `Nothing was written: the approval to ${verb} ${named(entry)} was not given.`;
  return untouched('approvalMissing', 'Declined', sentence, { target: entry.ref });
}
