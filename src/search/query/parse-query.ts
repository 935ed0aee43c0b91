import { codeKey, idFields } from '../text/codes.ts';
import { ALL_FIELDS, type FieldSet, fieldSet } from '../text/fields.ts';
import { fold } from '../text/fold.ts';
import { isSign, plainWords } from '../text/words.ts';
import { type Demand, type TypedWord, typedWord } from './match-word.ts';

/**
 * What was typed, taken apart. Chunks are what spaces separate, and all of them must match; a chunk matches by its
 * words ("O'Brien" by o and brien) or, when it looks like a piece of an id or address ("rah.con", "21451"), as it is.
 *
 *   upn:ada "byron"    a chunk for user principal names, and one that must be a whole word
 */
export type Query = {
  /** What may be a whole id: the text as typed, and without the brackets and quotation marks that are pasted with ids. */
  readonly exact: readonly ExactCode[];
  /** The whole text as a piece of an id with spaces in it ("CN=Ada Byron,OU=Sales"). Absent when it is none. */
  readonly code?: string;
  /** Empty when nothing visible was typed. */
  readonly chunks: readonly Chunk[];
};
export type ExactCode = { readonly text: string; readonly fields: FieldSet };
export type Chunk = {
  readonly words: readonly TypedWord[];
  /** Absent when the chunk is nothing but letters: those are found as words. */
  readonly code?: string;
  readonly demand: Demand;
  /** Where it is looked for. */
  readonly fields: FieldSet;
};

/** Nobody types more, and no id is longer; a pasted page must not cost more than that. */
const MAX_LENGTH = 2_048;
const MAX_WORDS = 32;

const names = fieldSet('displayName', 'givenName', 'surname');
const scopes: ReadonlyMap<string, FieldSet> = new Map([
  ['id', fieldSet(...idFields)],
  ['upn', fieldSet('userPrincipalName')],
  ['mail', fieldSet('mail')],
  ['name', names],
]);

/** A scope, then what is in quotation marks (the second of which may be still to come) or reaches to the next space. */
const part = /(?:(id|upn|mail|name):\s*)?(?:["“”„]([^"“”„]*)(["“”„]?)|([^\s\p{Cc}]*))/giu;

type Part = { readonly text: string; readonly demand: Demand; readonly fields: FieldSet };

export function parseQuery(text: string): Query {
  const typed = text.slice(0, MAX_LENGTH);
  const parts = [...typed.matchAll(part)].map(partOf).filter(({ text }) => text.trim() !== '');
  const isPlain = parts.every(({ demand, fields }) => demand === 'any' && fields === ALL_FIELDS);
  const code = codeKey(typed);
  return {
    exact: exactCodes(typed, parts),
    ...(isPlain && parts.length > 1 && mayContainSpaces.test(code) ? { code } : {}),
    chunks: parseChunks(parts),
  };
}

function partOf([, scope, quoted, closing, plain]: RegExpExecArray): Part {
  const fields = scopes.get(scope?.toLowerCase() ?? '') ?? ALL_FIELDS;
  if (quoted === undefined) return { text: plain ?? '', demand: 'any', fields };
  return { text: quoted, demand: closing === '' ? 'begins' : 'exact', fields };
}

function exactCodes(typed: string, parts: readonly Part[]): readonly ExactCode[] {
  const trimmed = typed.trim();
  const bare = trimmed.replace(/^(?:mailto:|[<{("'])+|[>})"']+$/giu, '');
  const [only, further] = parts;
  const scoped = only !== undefined && further === undefined && only.text !== trimmed ? only : undefined;
  const texts = new Map<string, FieldSet>();
  if (scoped !== undefined) texts.set(scoped.text, scoped.fields);
  for (const text of [trimmed, bare, withoutTag(bare)]) if (!texts.has(text)) texts.set(text, ALL_FIELDS);
  return [...texts].filter(([text]) => text !== '').map(([text, fields]) => ({ text, fields }));
}

/** RFC 5233: what follows the plus sign sorts mail of one mailbox. */
const withoutTag = (text: string): string => text.replace(/^([^\s@+]+)\+[^\s@]*@/u, '$1@');

function parseChunks(parts: readonly Part[]): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let words = 0;
  for (const each of parts) {
    for (const piece of each.demand === 'any' ? fold(each.text).split(gaps) : [fold(each.text)]) {
      if (piece === '' || words >= MAX_WORDS) continue;
      const chunk = parseChunk({ ...each, text: piece }, MAX_WORDS - words);
      words += Math.max(1, chunk.words.length);
      chunks.push(chunk);
    }
  }
  const wordy = chunks.filter((chunk) => !chunk.words.every(({ text }) => isSign(text)));
  return wordy.length > 0 ? wordy : chunks;
}

const gaps = /[\s\p{Cc}]+/u;

function parseChunk({ text, demand, fields }: Part, mostWords: number): Chunk {
  const address = withoutTag(text);
  const at = address.lastIndexOf('@');
  // The last label of a mail domain means nobody, see `fieldWords`.
  const dot = at < 0 ? -1 : address.lastIndexOf('.');
  const findable = dot > at ? address.slice(0, dot) : address;
  const texts = [...new Set(plainWords(findable).map((word) => word.text))].slice(0, mostWords);
  // While a quotation is open its last word is still being typed.
  const demandOf = (place: number): Demand =>
    demand === 'begins' && place < texts.length - 1 ? 'exact' : demand;
  const words = texts.map((word, place) => typedWord(word, demandOf(place)));
  const isCode = fields === ALL_FIELDS ? isCodeLike(text) : fields !== names;
  return { words, demand, fields, ...(isCode ? { code: codeKey(text) } : {}) };
}

/** Ids with spaces are distinguished names and numbers; "Last, First" is neither. */
const mayContainSpaces = /[\p{N}=@/\\]/u;

/** A digit or a sign, or so many hexadecimal letters that they may be the beginning of a GUID. */
const isCodeLike = (text: string): boolean => /[\p{N}\p{P}\p{S}]|^[a-f]{6,}$/u.test(text);
