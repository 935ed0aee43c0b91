import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { constants, Script } from 'node:vm';
import { present } from '../../domain/present.ts';
import { keepCode, keptCode } from './kept-code.ts';

type PartRequest = {
  /** A part of the program: one CommonJS file in ASCII. */
  readonly file: string;
  /** A hash of its text. */
  readonly hash: string;
  /** The file in which its compiled code is kept between starts. */
  readonly cache: string;
};

export type PartCode<T> = {
  /** What the part exports. */
  readonly exports: T;
  /**
   * Keeps the code that has been compiled so far, for the next start, where none was kept that fits. Called when the
   * start is over: what is needed later is compiled later.
   */
  readonly keep: () => void;
};

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const parameters = 'exports, require, module, __filename, __dirname';

/**
 * Runs a part of the program, with the code that an earlier start has compiled where there is some: compiling takes
 * longer than all the rest of a start. Code that does not fit is compiled anew, silently. Keys are heard in between.
 */
export async function runPart<T>({ file, hash, cache }: PartRequest): Promise<PartCode<T>> {
  const kept = keptCode(cache, hash);
  // ASCII, read as what V8 holds it as: one byte a character.
  const script = new Script(`(function (${parameters}) {${readFileSync(file, 'latin1')}\n})`, {
    filename: file,
    ...present({ cachedData: kept }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  await nextTurn();
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  await nextTurn();
  return {
    // Whoever asks knows which file it is.
    exports: module.exports as T,
    keep: () => {
      if (kept === undefined || script.cachedDataRejected === true)
        keepCode(cache, hash, script.createCachedData());
    },
  };
}
