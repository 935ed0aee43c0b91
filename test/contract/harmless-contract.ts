import { expect, it } from 'vitest';
import type { Ref } from '../../src/domain/model/entry.ts';
import type { Result } from '../../src/domain/result.ts';
import type { Failure } from '../../src/engine/failure.ts';
import type { Op, Write } from '../../src/engine/port.ts';
import { type ContractTarget, replacing } from './shapes.ts';
import { op, type Words } from './words.ts';

/** Preview and cancelling, which must leave the target as it is. */
export function writingNothing(current: () => ContractTarget, words: Words): void {
  const { user, create, read, find, draftOf, queryFor, updateOf } = words;
  const change = (ref: Ref) => {
    const { attribute, to } = user().changeable;
    return updateOf(user(), ref, replacing(attribute, to, 'old'));
  };

  it('previews writes as requests without answers, and writes nothing', async () => {
    const ref = await create(user(), 1);
    const before = await read(user(), ref);
    const writes: readonly Write[] = [
      { do: 'create', draft: draftOf(user(), 2) },
      { do: 'update', update: change(ref) },
      { do: 'remove', objectType: user().selection.objectType, ref },
    ];

    const previewed = writes.map((write) => current().target.preview(write));

    for (const exchanges of previewed) {
      expect(exchanges.length).toBeGreaterThan(0);
      expect(exchanges.flatMap(({ answer }) => answer ?? [])).toEqual([]);
    }
    expect(await read(user(), ref)).toEqual(before);
    expect(await find(user(), 2)).toEqual([]);
  });

  it('does nothing at all once it is cancelled', async () => {
    const { target } = current();
    const ref = await create(user(), 1);
    const before = await read(user(), ref);
    const gone: Op = { ...op, signal: AbortSignal.abort() };

    const answers: readonly Result<unknown, Failure>[] = [
      await target.test(queryFor(user(), 1), gone),
      await target.read({ selection: user().selection, ref }, gone),
      await target.find(queryFor(user(), 1), gone),
      await target.create(draftOf(user(), 2), gone),
      await target.update(change(ref), gone),
      ...(target.remove === undefined
        ? []
        : [await target.remove({ objectType: user().selection.objectType, ref }, gone)]),
    ];

    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
    expect(codes).toEqual(answers.map(() => 'cancelled'));
    expect(await read(user(), ref)).toEqual(before);
    expect(await find(user(), 2)).toEqual([]);
  });
}
