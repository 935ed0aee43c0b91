import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReadOnlyAttribute } from '../../../src/protocols/scim/attribute-names.ts';
import type { Json, JsonObject } from '../../../src/protocols/scim/json.ts';
import {
  isWritablePath,
  parsePath,
  printPath,
  readAll,
  readPath,
  writePath,
} from '../../../src/protocols/scim/path.ts';
import type { ScimPath } from '../../../src/protocols/scim/syntax.ts';
import { ENTERPRISE_USER_URN as E } from '../../../src/protocols/scim/urns.ts';
import { anyPath, anyText } from './arbitraries.ts';

const ACME = 'urn:ietf:params:scim:schemas:extension:Acme:2.0:User';

function path(text: string, knownUrns: readonly string[] = []): ScimPath {
  const parsed = parsePath(text, knownUrns);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.value;
}

describe('reading a path', () => {
  it.each([
    ['userName', { attribute: 'userName' }],
    ['name.givenName', { attribute: 'name', sub: 'givenName' }],
    [`${E}:department`, { urn: E, attribute: 'department' }],
    [`${E}:manager.value`, { urn: E, attribute: 'manager', sub: 'value' }],
    [`${ACME}:tag`, { urn: ACME, attribute: 'tag' }],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName', { attribute: 'userName' }],
    ['urn:ietf:params:scim:schemas:core:2.0:Group:displayName', { attribute: 'displayName' }],
    [E, { attribute: E }],
  ])('%s names its parts', (text, expected) => {
    expect(path(text)).toEqual(expected);
  });

  it.each([
    ['USERNAME', 'userName'],
    ['Name.GIVENNAME', 'name.givenName'],
    ['emails[Type EQ "work"].Value', 'emails[type eq "work"].value'],
    ['addresses[type eq "other"].Formatted', 'addresses[type eq "other"].formatted'],
    [`${E.toUpperCase()}:Department`, `${E}:department`],
    [`${ACME}:Tag.Value`, `${ACME}:Tag.Value`],
    ['emails[ type  eq "work" ].value', 'emails[type eq "work"].value'],
  ])('%s is written %s', (text, canonical) => {
    expect(printPath(path(text))).toBe(canonical);
  });

  it('takes the longest known URN, in any case, before it looks at dots or colons', () => {
    const known = ['urn:acme', 'urn:acme:hr:2.0', 'http://acme.example/scim/2.0/User'];

    expect(path('URN:ACME:hr:2.0:badge.colour', known)).toEqual({
      urn: 'urn:acme:hr:2.0',
      attribute: 'badge',
      sub: 'colour',
    });
    expect(path('http://acme.example/scim/2.0/User:badge', known)).toEqual({
      urn: known[2],
      attribute: 'badge',
    });
  });

  it('reads brackets with a scanner: dots, colons, brackets and escapes in quotes are text', () => {
    const parsed = path(`${ACME}:marks[value eq "a.b:c] \\"d\\" \\u00e9"].label`);

    expect(parsed).toMatchObject({
      urn: ACME,
      attribute: 'marks',
      filter: { value: 'a.b:c] "d" é' },
      sub: 'label',
    });
  });

  it.each([
    ['', '"" is no attribute name', 0],
    ['name.', '"" is no attribute name', 0],
    ['a.b.c', 'a path has at most one sub-attribute', 0],
    ['given name', 'unexpected text after the end of the path', 5],
    ['emails[type eq "work"', 'the bracket is not closed', 21],
    ['emails[type eq "work].value', 'the quotation mark is not closed', 15],
    ['emails[type eq "wo\\qrk"].value', 'the quoted text is no JSON string', 15],
    ['emails[type is "work"].value', 'an operator is expected (eq, ne, co, sw, ew, pr, gt, ge, lt, le)', 12],
    ['emails[].value', '"" is no attribute name', 7],
    ['emails[type eq "work"].', '"" is no attribute name', 22 + 1],
    ['emails[type eq "work"]x', 'unexpected text after the end of the path', 22],
    ['emails.value[type eq "work"]', 'a filter cannot follow a sub-attribute', 12],
    [`${E}:a b`, 'unexpected text after the end of the path', E.length + 2],
  ])('%j is refused with the position of the trouble', (text, message, position) => {
    expect(parsePath(text)).toEqual({ ok: false, error: { message, position } });
  });

  it('refuses nesting that would only exhaust the stack', () => {
    expect(parsePath(`a[${'('.repeat(10_000)}b pr${')'.repeat(10_000)}]`)).toMatchObject({ ok: false });
    expect(parsePath('a['.repeat(10_000))).toMatchObject({ ok: false });
  });

  it('gives every printed path back', () => {
    fc.assert(
      fc.property(anyPath, (any) => {
        expect(parsePath(printPath(any))).toEqual({ ok: true, value: any });
      }),
    );
  });

  it('answers every text without an exception', () => {
    const parts = fc.constantFrom(
      'urn:',
      ':',
      '.',
      '[',
      ']',
      '"',
      '\\',
      'emails',
      ' eq ',
      '"work"',
      '(',
      ')',
      'not ',
      ' and ',
      '2.0',
    );
    fc.assert(fc.property(fc.array(fc.oneof(parts, anyText)), (texts) => void parsePath(texts.join(''))));
  });

  it.each(['id', 'Meta', 'schemas', 'groups'])('%s is known as read-only', (name) => {
    expect(isReadOnlyAttribute(name)).toBe(true);
    expect(isReadOnlyAttribute('userName')).toBe(false);
  });
});

describe('writing at paths', () => {
  const written = (...changes: readonly (readonly [string, Json])[]) =>
    changes.reduce<JsonObject>((resource, [text, value]) => writePath(resource, path(text), value), {});

  it.each<[string, Json, JsonObject]>([
    ['userName', 'ada', { userName: 'ada' }],
    ['active', true, { active: true }],
    ['name.givenName', 'Ada', { name: { givenName: 'Ada' } }],
    ['emails[type eq "work"].value', 'a@b', { emails: [{ type: 'work', value: 'a@b', primary: true }] }],
    ['emails[type eq "other"].value', 'a@b', { emails: [{ type: 'other', value: 'a@b' }] }],
    ['phoneNumbers[type eq "mobile"].value', '1', { phoneNumbers: [{ type: 'mobile', value: '1' }] }],
    [`${E}:department`, 'R&D', { [E]: { department: 'R&D' } }],
    ['roles[primary eq "True"].value', 'Admin', { roles: [{ primary: true, value: 'Admin' }] }],
    [`${ACME}:tag`, 'x', { [ACME]: { tag: 'x' } }],
    [
      'ims[type eq "xmpp" and display eq "d"].value',
      'v',
      { ims: [{ type: 'xmpp', display: 'd', value: 'v' }] },
    ],
    ['emails.value', 'a@b', { emails: [{ value: 'a@b' }] }],
    ['roles', ['a', 'b', 'a'], { roles: ['a', 'b'] }],
  ])('%s on an empty resource', (text, value, expected) => {
    expect(written([text, value])).toEqual(expected);
  });

  it('puts everything with an equal filter into one element, whatever the case, and other types beside it', () => {
    const resource = written(
      ['addresses[type eq "work"].streetAddress', 'Main St 1'],
      ['addresses[type eq "WORK"].postalCode', '1000'],
      ['addresses[type eq "home"].postalCode', '2000'],
    );

    expect(resource).toEqual({
      addresses: [
        { type: 'work', streetAddress: 'Main St 1', postalCode: '1000' },
        { type: 'home', postalCode: '2000' },
      ],
    });
  });

  it('makes the work e-mail primary only when no other e-mail is', () => {
    const held = { emails: [{ type: 'home', value: 'h', primary: true }] };

    expect(writePath(held, path('emails[type eq "work"].value'), 'w')).toEqual({
      emails: [...held.emails, { type: 'work', value: 'w' }],
    });
  });

  it('keeps the spelling of keys that are there', () => {
    expect(writePath({ UserName: 'x' }, path('userName'), 'y')).toEqual({ UserName: 'y' });
  });

  it('leaves its argument as it was', () => {
    const held = { name: { givenName: 'Ada' }, emails: [{ type: 'work', value: 'a' }] };
    const before = structuredClone(held);
    writePath(writePath(held, path('name.givenName'), 'B'), path('emails[type eq "work"].value'), 'b');

    expect(held).toEqual(before);
  });

  it('cannot write through a filter that says more than equality', () => {
    const unwritable = path('emails[type ne "work"].value');

    expect(isWritablePath(unwritable)).toBe(false);
    expect(writePath({}, unwritable, 'x')).toEqual({});
    expect(writePath({ emails: [{ type: 'home' }] }, unwritable, 'x')).toEqual({
      emails: [{ type: 'home', value: 'x' }],
    });
    expect(isWritablePath(path('emails[type eq "work" and primary eq true].value'))).toBe(true);
  });

  it('treats prototype keys as data', () => {
    const resource = written(
      ['__proto__', 'x'],
      ['name.__proto__', 'y'],
      ['ims[__proto__ eq "t"].value', 'v'],
    );

    expect(Object.keys(resource)).toEqual(['__proto__', 'name', 'ims']);
    expect(readPath(resource, path('name.__proto__'))).toBe('y');
    expect(readPath(resource, path('ims[__proto__ eq "t"].value'))).toBe('v');
    expect(readPath({}, path('__proto__'))).toBeUndefined();
    expect(readPath({}, path('constructor'))).toBeUndefined();
    expect(({} as JsonObject)['polluted']).toBeUndefined();
  });
});

describe('reading at paths', () => {
  const resource = {
    UserName: 'ada',
    nickName: null,
    emails: [{ type: 'Work', value: 'w1' }, { type: 'work', value: 'w2' }, { value: 'untyped' }],
    roles: [{ primary: true, value: 'Admin' }],
    [E.toLowerCase()]: { Department: 'R&D', manager: 'm1' },
  };

  it.each<[string, Json | undefined]>([
    ['userName', 'ada'],
    ['nickName', undefined],
    ['title', undefined],
    ['emails[type eq "WORK"].value', 'w1'],
    ['emails[type eq "home"].value', undefined],
    ['emails.value', ['w1', 'w2', 'untyped']],
    ['roles[primary eq "True"].value', 'Admin'],
    ['roles[primary eq "False"].value', undefined],
    [`${E}:department`, 'R&D'],
    [`${E}:manager.value`, 'm1'],
    ['roles', [{ primary: true, value: 'Admin' }]],
    ['roles[value eq "Admin"]', { primary: true, value: 'Admin' }],
  ])('%s', (text, expected) => {
    expect(readPath(resource, path(text))).toEqual(expected);
  });

  it('shows that more than one element meets the filter', () => {
    expect(readAll(resource, path('emails[type eq "work"].value'))).toEqual(['w1', 'w2']);
  });

  it('does not take the only untyped element for the wanted type', () => {
    expect(readPath({ emails: [{ value: 'x' }] }, path('emails[type eq "work"].value'))).toBeUndefined();
  });

  it('gives back what was written, at any writable path', () => {
    fc.assert(
      fc.property(anyPath, anyText, (any, value) => {
        fc.pre(any.sub !== undefined || any.filter === undefined);
        fc.pre(isWritablePath(any) && !isOverwritten(any));
        const expected = readPath(writePath({}, any, value), any);

        expect(Array.isArray(expected) ? expected : [expected]).toEqual([value]);
      }),
    );
  });
});

/** `[value eq "a"].value = "b"` and contradictory equalities describe elements that nothing can be. */
function isOverwritten({ filter, sub }: ScimPath): boolean {
  if (filter === undefined) return false;
  const names = filter.kind === 'and' ? filter.terms.map(nameOf) : [nameOf(filter)];
  return names.includes(sub ?? '') || new Set(names).size < names.length;
}

function nameOf(filter: { readonly kind: string; readonly path?: ScimPath }): string {
  return filter.kind === 'compare' ? (filter.path?.attribute ?? '') : '';
}
