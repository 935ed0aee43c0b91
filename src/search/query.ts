import { codeKey } from './codes.ts';
import { fold } from './fold.ts';
import { isSign, plainWords } from './words.ts';

/**
 * What was typed, taken apart. Chunks are what spaces separate, and all of them must match; a chunk matches by its
 * words ("O'Brien" by o and brien) or, when it looks like a piece of an id or address ("rah.con", "21451"), as it is.
 */
export type Query = {
  /** What may be a whole id: the text as typed, and without the brackets and quotation marks that are pasted with ids. */
  readonly exact: readonly string[];
  /** The whole text as a piece of an id with spaces in it ("CN=Ada Byron,OU=Sales"). Absent when it is none. */
  readonly code?: string;
  /** Empty when nothing visible was typed. */
  readonly chunks: readonly Chunk[];
};
export type Chunk = {
  readonly words: readonly string[];
  /** Absent when the chunk is nothing but letters: those are found as words. */
  readonly code?: string;
};

/** Nobody types more, and no id is longer; a pasted page must not cost more than that. */
const MAX_LENGTH = 2_048;
const MAX_WORDS = 32;

export function parseQuery(text: string): Query {
  const typed = text.slice(0, MAX_LENGTH);
  const trimmed = typed.trim();
  const bare = trimmed.replace(/^(?:mailto:|[<{("'])+|[>})"']+$/giu, '');
  const pieces = fold(typed)
    .split(/[\s\p{Cc}]+/u)
    .filter((piece) => piece !== '');
  const code = codeKey(typed);
  return {
    exact: [...new Set([trimmed, bare])].filter((spelling) => spelling !== ''),
    ...(pieces.length > 1 && mayContainSpaces.test(code) ? { code } : {}),
    chunks: parseChunks(pieces),
  };
}

function parseChunks(pieces: readonly string[]): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let words = 0;
  for (const piece of pieces) {
    if (words >= MAX_WORDS) break;
    const chunk = parseChunk(piece, MAX_WORDS - words);
    words += Math.max(1, chunk.words.length);
    chunks.push(chunk);
  }
  const wordy = chunks.filter((chunk) => !chunk.words.every(isSign));
  return wordy.length > 0 ? wordy : chunks;
}

function parseChunk(piece: string, mostWords: number): Chunk {
  const at = piece.lastIndexOf('@');
  // The last label of a mail domain is not indexed, see `fieldWords`.
  const dot = at < 0 ? -1 : piece.lastIndexOf('.');
  const findable = dot > at ? piece.slice(0, dot) : piece;
  const words = [...new Set(plainWords(findable).map((word) => word.text))].slice(0, mostWords);
  return isCodeLike(piece) ? { words, code: piece } : { words };
}

/** Ids with spaces are distinguished names and numbers; "Last, First" is neither. */
const mayContainSpaces = /[\p{N}=@/\\]/u;

/** A digit or a sign, or so many hexadecimal letters that they may be the beginning of a GUID. */
const isCodeLike = (text: string): boolean => /[\p{N}\p{P}\p{S}]|^[a-f]{6,}$/u.test(text);
