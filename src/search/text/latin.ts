import anyAscii from 'any-ascii';

/** Letters of scripts that are also written with Latin letters: Фёдоров, 王小明, Παπαδόπουλος. */
const foreign = /(?!\p{Script=Latin})\p{L}/u;
/** Scripts whose letters are sounds: what is typed in them may stand for a name that the directory has in Latin. */
const sounded = /^[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}\p{M}]+$/u;

export const isForeign = (text: string): boolean => foreign.test(text);
export const isSounded = (text: string): boolean => sounded.test(text);

/**
 * One word with Latin letters: федоров becomes fedorov, 小明 xiaoming. The tables are those of AnyAscii; readings that
 * differ from them by a letter or two ("Fyodorov") are found as typos are.
 */
export const latinWord = (word: string): string =>
  anyAscii(word.normalize('NFC'))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '');
