import type { FileListing } from '../../connectors/file/settings.ts';
import type { Listing } from '../../domain/model/subject.ts';
import type { Result } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import type { SearchAnswer, SearchOptions } from '../../search/answer.ts';

/** What the search worker is asked. `index` names one of the indexes it holds; it makes one that it does not know. */
export type ToWorker =
  | { readonly do: 'open'; readonly index: string; readonly request: OpenRequest }
  | {
      readonly do: 'add';
      readonly id: number;
      readonly index: string;
      readonly listings: readonly Listing[];
      /** The last of a list: all of it can be found when this is done. */
      readonly isLast: boolean;
    }
  /** Asks to be told when an index that was opened is stored, and nothing more is done about it. */
  | { readonly do: 'finish'; readonly id: number; readonly index: string }
  | { readonly do: 'search'; readonly id: number; readonly index: string; readonly question: Question }
  | { readonly do: 'close'; readonly index: string };

/** Reads files and indexes them, or takes the index that was made of them before. */
export type OpenRequest = {
  readonly files: readonly FileListing[];
  /** Where indexes are kept. */
  readonly cacheFolder: string;
};

export type Question = {
  readonly query: string;
  readonly options: SearchOptions;
  /** The answer is not needed once a later question of this kind has come for the same index. */
  readonly mayBeSkipped: boolean;
};

export type FromWorker =
  | { readonly type: 'progress'; readonly index: string; readonly progress: ReadingProgress }
  | { readonly type: 'opened'; readonly index: string; readonly result: Result<Opened, Failure> }
  /** What was to be added or finished is. */
  | { readonly type: 'done'; readonly id: number }
  /** Without an answer when the question was skipped. */
  | { readonly type: 'answered'; readonly id: number; readonly answer?: SearchAnswer; readonly ms: number };

export type ReadingProgress = {
  /** Objects that were read. */
  readonly read: number;
  /** Of these, those that are found already. */
  readonly searchable: number;
  /** 0 to 1, by bytes. */
  readonly share: number;
};

export type Opened = {
  readonly count: number;
  /** It was not read from the files but made before. */
  readonly isCached: boolean;
  /** Sentences about the files: ids that are there twice. */
  readonly notes: readonly string[];
};
