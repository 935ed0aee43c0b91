import { expect } from 'vitest';
import type { Ref } from '../../src/domain/model/entry.ts';
import type { Result } from '../../src/domain/result.ts';
import type { Failure } from '../../src/engine/failure.ts';
import type { Op, Write } from '../../src/engine/port.ts';
import { replacing } from './shapes.ts';
import { type ContractCase, op, type Words } from './words.ts';

const changeOf = ({ user, updateOf }: Words, ref: Ref) => {
  const { attribute, to } = user.changeable;
  return updateOf(user, ref, replacing(attribute, to, 'old'));
};

/** Preview and cancelling, which must leave the target as it is. */
export const writingNothing: readonly ContractCase[] = [
  {
    title: 'previews writes as requests without answers, and writes nothing',
    check: async (words) => {
      const { target, user, create, read, find, draftOf } = words;
      const ref = await create(user, 1);
      const before = await read(user, ref);
      const writes: readonly Write[] = [
        { do: 'create', draft: draftOf(user, 2) },
        { do: 'update', update: changeOf(words, ref) },
        { do: 'remove', objectType: user.selection.objectType, ref },
      ];

      const previewed = writes.map((write) => target.preview(write));

      for (const exchanges of previewed) {
        expect(exchanges.length).toBeGreaterThan(0);
        expect(exchanges.flatMap(({ answer }) => answer ?? [])).toEqual([]);
      }
      expect(await read(user, ref)).toEqual(before);
      expect(await find(user, 2)).toEqual([]);
    },
  },
  {
    title: 'does nothing at all once it is cancelled',
    check: async (words) => {
      const { target, user, create, read, find, draftOf, queryFor } = words;
      const ref = await create(user, 1);
      const before = await read(user, ref);
      const gone: Op = { ...op, signal: AbortSignal.abort() };

      const answers: readonly Result<unknown, Failure>[] = [
        await target.test(queryFor(user, 1), gone),
        await target.read({ selection: user.selection, ref }, gone),
        await target.find(queryFor(user, 1), gone),
        await target.create(draftOf(user, 2), gone),
        await target.update(changeOf(words, ref), gone),
        ...(target.remove === undefined
          ? []
          : [await target.remove({ objectType: user.selection.objectType, ref }, gone)]),
      ];

      const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
      expect(codes).toEqual(answers.map(() => 'cancelled'));
      expect(await read(user, ref)).toEqual(before);
      expect(await find(user, 2)).toEqual([]);
    },
  },
];
