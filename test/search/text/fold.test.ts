import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldTraced } from '../../../src/search/text/fold.ts';
import { anyText } from './any-text.ts';

describe('folding a name', () => {
  it.each([
    ['José Ñúñez', 'jose nunez'],
    ['Łukasz Żółć', 'lukasz zolc'],
    ['Straße', 'strasse'],
    ['Sørensen', 'sorensen'],
    ['Þóra Æsir', 'thora aesir'],
    ['İbrahim Işıl', 'ibrahim isil'],
    ['Nguyễn Thị Ánh', 'nguyen thi anh'],
    ['Ｆｕｌｌ Ｗｉｄｔｈ', 'full width'],
    ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
    ['Фёдоров', 'федоров'],
    ['أحمد', 'احمد'],
    ['فاطمة', 'فاطمه'],
    ['サクラ', 'さくら'],
    ['O’Brien', "o'brien"],
    ['Kaʻiulani', "ka'iulani"],
    ['राम', 'राम'],
    ['soft\u00adhyphen\u200b', 'softhyphen'],
  ])('%s becomes %s', (text, folded) => {
    expect(fold(text)).toBe(folded.normalize('NFKD'));
  });

  it('keeps the voicing of Japanese kana, which makes another sound of it', () => {
    expect(fold('が')).not.toBe(fold('か'));
  });

  it('says the same when the accent is a character of its own', () => {
    expect(fold('Zoe\u0301')).toBe(fold('Zoé'));
  });

  it('spells umlauts out only when asked to', () => {
    expect(fold('Müller')).toBe('muller');
    expect(foldTraced('Müller Ångström', 'transcribed').text).toBe('mueller aangstroem');
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  it('can trace every folded unit back to the text it came from', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const traced = foldTraced(text);

        expect(traced.text).toBe(fold(text));
        for (let unit = 0; unit < traced.text.length; unit++) {
          const source = text.slice(traced.starts[unit], traced.ends[unit]);
          expect(fold(source)).toContain(traced.text[unit]);
        }
      }),
    );
  });

  it('leaves a letter and its accent together', () => {
    const traced = foldTraced('Zoe\u0301 B');

    expect([traced.starts[2], traced.ends[2]]).toEqual([2, 4]);
  });
});
