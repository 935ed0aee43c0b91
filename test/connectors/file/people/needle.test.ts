import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonEscapes } from '../../../../src/connectors/file/formats/json-object.ts';
import { idKey } from '../../../../src/connectors/file/people/identify.ts';
import { needleFor } from '../../../../src/connectors/file/people/needle.ts';
import { seenIds } from '../../../../src/connectors/file/people/seen-ids.ts';

/** Every letter of ASCII as an escape, which no encoder does and every one may. */
const escaped = (text: string): string =>
  JSON.stringify(text).replace(/[a-z]/gu, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);

const spellings: readonly ((id: string) => string)[] = [
  JSON.stringify,
  (id) => JSON.stringify(id.toLowerCase()),
  (id) => JSON.stringify(id.toUpperCase()),
  (id) => JSON.stringify(id.normalize('NFD')),
  escaped,
];

const ascii = [...'abcXYZ012@._-,= '];
const anyId = fc.oneof(
  fc.string({ minLength: 1, maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...ascii), minLength: 1, maxLength: 40 }),
  fc.constantFrom('CN=Élodie Brun,OU=Käufer,DC=example', 'josé.müller@example.com', '王小明', 'C-10023'),
);

describe('the quick test for an id', () => {
  it('never keeps back an object that has it, in whichever case, form or escape', () => {
    fc.assert(
      fc.property(anyId, fc.constantFrom(...spellings), (id, spell) => {
        const bytes = Buffer.from(`{"a":1,"b":${spell(id)}}`);
        // Letters such as ß change their number with their case, and are then another id.
        fc.pre(idKey(JSON.parse(bytes.toString()).b) === idKey(id));

        const needle = needleFor([id], jsonEscapes);

        expect(needle === undefined || needle.positions(bytes).length > 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps back others', () => {
    const needle = needleFor(['ada@example.com', 'C-10023'], jsonEscapes);

    expect(needle?.positions(Buffer.from('{"id":"bob@example.com"}'))).toEqual([]);
    expect(needle?.positions(Buffer.from('é c-10023 ADA@EXAMPLE.COM'))).toEqual([3, 11]);
  });

  it('takes the dot of an id as a dot', () => {
    expect(needleFor(['a.b'], undefined)?.positions(Buffer.from('axb a.b'))).toEqual([4]);
  });

  it.each([[['王小明']], [['7']], [Array.from({ length: 9 }, (_, index) => `person-${index}`)]])(
    'is not there for %j: everything is parsed',
    (ids) => {
      expect(needleFor(ids, undefined)).toBeUndefined();
    },
  );
});

describe('ids that came before', () => {
  it('are known with the line of the first, like in a Map of all of them', () => {
    const ids = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 4 }), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(ids, (all) => {
        const seen = seenIds();
        const reference = new Map<string, number>();
        for (const [index, id] of all.entries()) {
          expect(seen.lineOf(id, index + 1)).toBe(reference.get(id));
          if (!reference.has(id)) reference.set(id, index + 1);
        }
      }),
    );
  });

  it('are told apart when there are very many', () => {
    const seen = seenIds();

    const repeated = Array.from({ length: 100_000 }, (_, index) => seen.lineOf(`id-${index}`, index + 1));

    expect(repeated.every((line) => line === undefined)).toBe(true);
    expect(seen.lineOf('id-77777', 1)).toBe(77_778);
  });
});
