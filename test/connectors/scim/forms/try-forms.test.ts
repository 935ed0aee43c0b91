import { describe, expect, it } from 'vitest';
import { type Judged, refused, settled, tryForms } from '../../../../src/connectors/scim/forms/try-forms.ts';

/** A server that settles the matter for some forms and refuses all others. */
async function trying(forms: readonly string[], answers: Readonly<Record<string, string>>) {
  const sent: string[] = [];
  const notes: string[] = [];
  const send = async (form: string): Promise<Judged<string, string>> => {
    sent.push(form);
    const answer = answers[form];
    return answer === undefined ? refused(`no ${form}`) : settled(answer);
  };
  const note = ({ refusal }: { readonly refusal: string }, next: string) =>
    void notes.push(`${refusal}: ${next}`);
  return { outcome: await tryForms({ forms, send, note }), sent, notes };
}

describe('forms that are tried one after the other', () => {
  it.each([
    ['the first settles the matter', ['a', 'b'], { a: 'yes' }, ['a'], [], 'yes'],
    ['the second does', ['a', 'b', 'c'], { b: 'yes' }, ['a', 'b'], ['no a: b'], 'yes'],
    ['none does', ['a', 'b'], {}, ['a', 'b'], ['no a: b'], undefined],
    ['there is only one, as when it is pinned', ['a'], {}, ['a'], [], undefined],
    ['there is none', [], {}, [], [], undefined],
  ] as const)('%s', async (_, forms, answers, sent, notes, done) => {
    const trial = await trying(forms, answers);

    expect(trial.sent).toEqual(sent);
    expect(trial.notes).toEqual(notes);
    expect(trial.outcome.settled?.done).toBe(done);
    expect(trial.outcome.tried.map(({ form }) => form)).toEqual(
      done === undefined ? sent : sent.slice(0, -1),
    );
  });
});
