import type { AppendJournal } from '../../../disk/append-journal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { ResourceChange, StoredResource } from '../resources/model.ts';
import { encodeBatch } from './journal-format.ts';
import { reasonOf, type ServerProblem } from './server-problem.ts';
import { openChangeJournal, type State, writeSnapshot } from './state-files.ts';

/** The journal is folded into a new snapshot when it has outgrown this and the last snapshot. */
const MIN_COMPACTION_BYTES = 1_000_000;

export type JournalWriter = {
  /**
   * Resolves once the changes and everything before them are on disk. Changes that arrive while a write is under way
   * share the next one. After the first failure every answer is that failure: memory is ahead of the disk then, and
   * nothing may be promised any more until a restart.
   */
  readonly commit: (changes: readonly ResourceChange[]) => Promise<Result<void, string>>;
  readonly close: () => Promise<void>;
};

export type JournalOptions = {
  readonly directory: string;
  readonly state: State;
  /** Every resource as it is now, for a snapshot. */
  readonly resources: () => readonly StoredResource[];
  /** Bytes of journal that are worth a new snapshot; smaller only in tests. */
  readonly compactionBytes?: number;
};

export async function startJournal(options: JournalOptions): Promise<Result<JournalWriter, ServerProblem>> {
  const { directory, state } = options;
  try {
    return ok(createWriter(options, await openChangeJournal(directory, state.journal, state.journalBytes)));
  } catch (error) {
    return fail({ code: 'directory.unusable', message: reasonOf(error) });
  }
}

function createWriter(options: JournalOptions, first: AppendJournal): JournalWriter {
  const { directory, resources, state, compactionBytes = MIN_COMPACTION_BYTES } = options;
  let file = { journal: first, number: state.journal };
  let compactAt = Math.max(compactionBytes, state.snapshotBytes);
  let waiting: ResourceChange[] = [];
  let last: Promise<Result<void, string>> = Promise.resolve(ok(undefined));

  async function compact(): Promise<void> {
    const number = file.number + 1;
    const snapshotBytes = await writeSnapshot(directory, { journal: number, resources: resources() });
    await file.journal.close();
    compactAt = Math.max(compactionBytes, snapshotBytes);
    file = { journal: await openChangeJournal(directory, number, 0), number };
  }

  async function step(before: Promise<Result<void, string>>): Promise<Result<void, string>> {
    const earlier = await before;
    if (!earlier.ok || waiting.length === 0) return earlier;
    const batch = encodeBatch(waiting);
    waiting = [];
    try {
      await file.journal.append(batch, true);
      if (file.journal.length() >= compactAt) await compact();
      return ok(undefined);
    } catch (error) {
      return fail(reasonOf(error));
    }
  }

  return {
    commit(changes) {
      for (const change of changes) waiting.push(change);
      last = step(last);
      return last;
    },
    async close() {
      const { ok: isWhole } = await last;
      await (isWhole ? file.journal.close() : file.journal.abandon());
    },
  };
}
