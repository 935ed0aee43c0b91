import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  childDn,
  dnKey,
  escapeRdnValue,
  parentDn,
  parseDn,
} from '../../../../src/connectors/sample/ad/distinguished-name.ts';

describe('distinguished names', () => {
  it.each([
    ['Sánchez, Elena', 'Sánchez\\, Elena'],
    ['a+b', 'a\\+b'],
    ['#lead', '\\#lead'],
    ['not#lead', 'not#lead'],
    [' sp ', '\\ sp\\ '],
    ['back\\slash', 'back\\\\slash'],
    ['quote"x', 'quote\\"x'],
    ['lt<gt>', 'lt\\<gt\\>'],
    ['semi;eq=', 'semi\\;eq\\='],
    ['nul\u0000', 'nul\\00'],
    ['line\nbreak', 'line\\0abreak'],
    ['Zoë 李 slash/ok', 'Zoë 李 slash/ok'],
  ])('escape %j as %j', (value, escaped) => {
    expect(escapeRdnValue(value)).toBe(escaped);
  });

  it('give every value back after escaping and parsing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const rdns = parseDn(childDn('CN', text, 'OU=Users,DC=larkspur,DC=example'));

        expect(rdns?.[0]).toEqual({ type: 'CN', value: text });
        expect(rdns?.length).toBe(4);
      }),
    );
  });

  it.each([
    ['cn=Ada , OU=Users,  dc=larkspur,DC=EXAMPLE', 'CN=Ada,OU=Users,DC=larkspur,DC=example'],
    ['CN=S\\C3\\A1nchez\\2C Elena,DC=x', 'CN=Sánchez\\, Elena,DC=x'],
    ['CN=semi\\3B,DC=x', 'CN=semi\\;,DC=x'],
  ])('compare %j equal to %j', (one, other) => {
    expect(dnKey(one)).toBe(dnKey(other));
  });

  it.each(['', 'Ada Lovelace', 'CN', '=x', 'CN=Ada,,DC=x'])('do not include %j', (text) => {
    expect(parseDn(text)).toBeUndefined();
  });

  it('name their container, up to the top', () => {
    expect(parentDn('CN=Sánchez\\, Elena,OU=Users,DC=example')).toBe('OU=Users,DC=example');
    expect(parentDn('DC=example')).toBeUndefined();
  });
});
