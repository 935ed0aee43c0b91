import type { FailureCode } from '../../../../src/engine/failure.ts';
import type { CallName } from '../../../support/truth/witness.ts';
import type { Rehearsed } from '../misbehaviour/rehearsal.ts';

/** How a call fails: with which code, and what its sentence says. */
export type Saying = readonly [call: CallName, code: FailureCode, says: RegExp];

export type Expectation = {
  /** Failures that stop a case, each with one that must be seen. None means that the whole contract passes. */
  readonly says?: readonly Saying[];
  /** Promises that cannot be kept on such a server although no call fails; the beginnings of their titles. */
  readonly misses?: readonly string[];
  /**
   * Claims that repeat what the server says and are not true: the connector takes a plain request that is answered
   * with success for done. The engine reads the object back, and its record tells (`real-server-misbehaviour`).
   */
  readonly believes?: RegExp;
};

export const isAbout = (title: string) => (start: string) => title.startsWith(start);

/** What the expectation has not foreseen, and what it has foreseen and did not come. */
export function surprises({ failed, missed, lies }: Rehearsed, expected: Expectation): readonly string[] {
  const sayings = (expected.says ?? []).map(([call, code, text]) => [`${call}: ${code}`, text] as const);
  const unsaid = sayings.filter(([key, text]) => !text.test(failed.get(key) ?? ''));
  const unforeseen = [...failed].filter(([key]) => !sayings.some(([known]) => known === key));
  const titles = expected.misses ?? [];
  return [
    ...unsaid.map(
      ([key, text]) => `${key} is not said with ${text}: ${failed.get(key) ?? 'it does not fail'}`,
    ),
    ...unforeseen.map(([key, message]) => `fails: ${key}: ${message}`),
    ...[...missed]
      .filter(([title]) => !titles.some(isAbout(title)))
      .map(([title, why]) => `does not hold: ${title}: ${why}`),
    ...titles
      .filter((start) => ![...missed.keys()].some((title) => title.startsWith(start)))
      .map((t) => `holds: ${t}`),
    ...lies.filter((lie) => !(expected.believes?.test(lie) ?? false)).map((lie) => `is not true: ${lie}`),
  ];
}
