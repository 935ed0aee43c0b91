import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completed, completionsAt } from '../../src/session/workbench/completion.ts';
import { cursorPlaceIn } from '../../src/session/workbench/place.ts';
import { language } from '../support/workbench.ts';

/** The cursor stands at `|`. */
function split(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  return { text: marked.replace('|', ''), offset };
}

const fieldAt = (marked: string) => {
  const { text, offset } = split(marked);
  return { text, cursor: [...text.slice(0, offset)].length };
};

const callAt = (marked: string): string => {
  const { text, offset } = split(marked);
  return cursorPlaceIn(text, offset)
    .calls.map(({ name, argument }) => `${name} ${argument}`)
    .join(' > ');
};

const namesAt = (marked: string, asked = false): readonly string[] =>
  completionsAt(fieldAt(marked), { asked, language }).map(({ name }) => name);

describe('the call around the cursor', () => {
  it.each([
    ['|', ''],
    ['Join(|', 'Join 0'],
    ['Join("-", |', 'Join 1'],
    ['Join("-", [a|', 'Join 1'],
    ['Join("-, (", |', 'Join 1'],
    ['Join(",|', 'Join 0'],
    ['Join("-", Mid([a], |', 'Join 1 > Mid 1'],
    ['Join("-", Mid([a], 1, 2), |', 'Join 2'],
    ['Join("-")|', ''],
    ['Jo|in("-")', ''],
    ["Join('-', |", 'Join 1'],
    ['Join([emails[type eq "work"].value], |', 'Join 1'],
    ['Unknown(1, 2, |', 'Unknown 2'],
  ])('%s is in %j', (marked, calls) => {
    expect(callAt(marked)).toBe(calls);
  });

  it('is found in any text at any place, and nothing is thrown', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab[]()",& \'\\&H1'.split('')) }),
        fc.nat(),
        (text, at) => {
          const { word } = cursorPlaceIn(text, at % (text.length + 1));
          if (word === undefined) return;
          expect(word.start).toBeLessThanOrEqual(word.end);
          expect(word.end).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });

  it('is not looked for behind many characters without a meaning', () => {
    expect(cursorPlaceIn(`${"'".repeat(10_000)}Join(`, 10_005).calls).toEqual([]);
  });
});

describe('the names that can stand at the cursor', () => {
  it.each<[string, readonly string[]]>([
    ['swi|', ['Switch']],
    ['Jo|', ['Join']],
    ['diac|', ['NormalizeDiacritics']],
    ['[first|', ['FirstName']],
    ['[name|', ['FirstName', 'LastName']],
    ['Join("jo|', []],
    ['Join(|', []],
    ['12|', []],
  ])('%s: %j', (marked, names) => {
    expect(namesAt(marked)).toEqual(names);
  });

  it('are all attributes behind an opening bracket', () => {
    expect(namesAt('Join([|')).toEqual(language.attributes.map(({ name }) => name));
  });

  it('are all functions in the order of the alphabet when they are asked for', () => {
    const names = namesAt('Join(|', true);

    expect(names.slice(0, 2)).toEqual(['AltSecIdFromNetid', 'Append']);
    expect(names.length).toBeGreaterThan(50);
  });
});

describe('taking a name', () => {
  it.each([
    ['swi|', 'Switch(|'],
    ['Join("-", mi|)', 'Join("-", Mid(|)'],
    ['swi|([a])', 'Switch(|[a])'],
    ['gui|', 'Guid()|'],
    ['[first|', '[FirstName]|'],
    ['ToUpper([fi|)', 'ToUpper([FirstName]|)'],
    ['ToUpper([fi|rstnam])', 'ToUpper([FirstName]|)'],
    ['Join([fi|, [LastName])', 'Join([FirstName]|, [LastName])'],
    ['"😀" & lef|', '"😀" & Left(|'],
  ])('%s becomes %s', (before, after) => {
    const field = fieldAt(before);
    const [first] = completionsAt(field, { asked: false, language });
    if (first === undefined) throw new Error('nothing to take');

    expect(completed(field, first)).toEqual(fieldAt(after));
  });
});
