import { Worker } from 'node:worker_threads';
import type { Listing } from '../../domain/model/subject.ts';
import type { Result } from '../../domain/result.ts';
import { unreachable } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import type { SearchAnswer } from '../../search/answer.ts';
import type { FromWorker, Opened, OpenRequest, Question, ReadingProgress, ToWorker } from './protocol.ts';

/** An answer with the time that the search itself took. */
export type Timed = { readonly answer: SearchAnswer; readonly ms: number };

/** The indexes of people, in a thread of their own, which is started when it is first needed. */
export type SearchService = {
  /** Resolves when the index is whole; until then questions are answered from what was read. */
  readonly open: (
    index: string,
    request: OpenRequest,
    onProgress: (progress: ReadingProgress) => void,
  ) => Promise<Result<Opened, Failure>>;
  /** Resolves when the listings can be found, `listingOf` each of the items. Their ids must be new to the index. */
  readonly add: <T>(index: string, items: readonly T[], listingOf: (item: T) => Listing) => Promise<void>;
  /** Undefined when it was skipped for a newer question. */
  readonly search: (index: string, question: Question) => Promise<Timed | undefined>;
  /** Resolves when an index that was opened is stored, and nothing more is done about it. */
  readonly finished: (index: string) => Promise<void>;
  readonly forget: (index: string) => void;
  /** Ends the thread. Whatever is still waited for is never answered. */
  readonly close: () => Promise<void>;
};

/** Copying a long list to the thread is work for this one: so many at a time, with turns for keys in between. */
const LISTINGS_AT_ONCE = 1_000;

export function createSearchService(): SearchService {
  let thread: Worker | undefined;
  let lastId = 0;
  let broken: Error | undefined;
  let isClosed = false;
  const questions = new Map<number, PromiseWithResolvers<Timed | undefined>>();
  const additions = new Map<number, PromiseWithResolvers<void>>();
  const openings = new Map<string, Opening>();

  /** The process may end while nobody waits for the thread. */
  const holdOn = (): void => {
    if (questions.size + additions.size + openings.size > 0) thread?.ref();
    else thread?.unref();
  };
  const fail = (error: Error): void => {
    broken = error;
    for (const each of [...questions.values(), ...additions.values(), ...openings.values()])
      each.reject(error);
    questions.clear();
    additions.clear();
    openings.clear();
  };

  const hear = (message: FromWorker): void => {
    switch (message.type) {
      case 'progress':
        openings.get(message.index)?.onProgress(message.progress);
        break;
      case 'opened':
        openings.get(message.index)?.resolve(message.result);
        openings.delete(message.index);
        break;
      case 'done':
        additions.get(message.id)?.resolve();
        additions.delete(message.id);
        break;
      case 'answered': {
        const { id, answer, ms } = message;
        questions.get(id)?.resolve(answer === undefined ? undefined : { answer, ms });
        questions.delete(id);
        break;
      }
      default:
        unreachable(message);
    }
    holdOn();
  };

  const started = (): Worker => {
    if (thread !== undefined) return thread;
    thread = new Worker(entryUrl());
    thread.on('message', hear);
    thread.on('error', fail);
    thread.on('exit', () => fail(new Error('the search thread has ended')));
    return thread;
  };
  const post = (message: ToWorker): void => {
    started().postMessage(message);
    holdOn();
  };
  const expect = <T>(
    list: Map<number, PromiseWithResolvers<T>>,
    message: (id: number) => ToWorker,
  ): Promise<T> => {
    const waiting = Promise.withResolvers<T>();
    if (isClosed) return waiting.promise;
    if (broken !== undefined) return Promise.reject(broken);
    const id = ++lastId;
    list.set(id, waiting);
    post(message(id));
    return waiting.promise;
  };

  return {
    open: (index, request, onProgress) => {
      const waiting = Promise.withResolvers<Result<Opened, Failure>>();
      if (isClosed) return waiting.promise;
      if (broken !== undefined) return Promise.reject(broken);
      openings.set(index, { ...waiting, onProgress });
      post({ do: 'open', index, request });
      return waiting.promise;
    },
    add: async (index, items, listingOf) => {
      for (let at = 0; at === 0 || at < items.length; at += LISTINGS_AT_ONCE) {
        const listings = items.slice(at, at + LISTINGS_AT_ONCE).map(listingOf);
        const isLast = at + LISTINGS_AT_ONCE >= items.length;
        await expect(additions, (id) => ({ do: 'add', id, index, listings, isLast }));
      }
    },
    search: (index, question) => expect(questions, (id) => ({ do: 'search', id, index, question })),
    finished: (index) => expect(additions, (id) => ({ do: 'finish', id, index })),
    forget: (index) => {
      if (thread !== undefined) post({ do: 'close', index });
    },
    close: async () => {
      isClosed = true;
      const ending = thread;
      thread = undefined;
      ending?.removeAllListeners();
      await ending?.terminate();
    },
  };
}

type Opening = PromiseWithResolvers<Result<Opened, Failure>> & {
  readonly onProgress: (progress: ReadingProgress) => void;
};

/** Beside this file in the bundle, one folder up in the source. */
function entryUrl(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './search-worker.ts' : './search-worker.js', import.meta.url);
}
